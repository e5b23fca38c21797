// Roles are suggested by names in several languages, and by contents.
import { describe, expect, it } from 'vitest';
import { wordsOf } from '#engine/sources/mapping/role-names';
import { suggestRoles, type Candidate } from '#engine/sources/mapping/suggest-roles';
import type { ColumnType } from '#shared/recipe/mapping';

const sampledRowCount = 1000;

function column(
  name: string,
  type: ColumnType,
  distinctInSample = 100,
  examples = ['7'],
): Candidate {
  return {
    from: 'event',
    sampledRowCount,
    column: {
      name,
      type,
      ...(type === 'time' ? { timeFormat: 'iso' } : {}),
      timeAmbiguous: false,
      examples,
      missingShare: 0,
      distinctInSample,
    },
  };
}

function columnsChosen(...candidates: Candidate[]): Record<string, string | undefined> {
  const { mapping } = suggestRoles(candidates);
  return {
    person: mapping.person?.column,
    time: mapping.time?.column,
    order: mapping.order?.column,
    amount: mapping.amount?.column,
    click: mapping.click?.column,
    kind: mapping.kind?.column,
  };
}

describe('wordsOf', () => {
  it('cuts names into words', () => {
    expect(['UserID', 'user_id', 'IsUserLoggedOn', 'kunden-nr', 'orderDate2'].map(wordsOf)).toEqual(
      ['user id', 'user id', 'is user logged on', 'kunden nr', 'order date2'],
    );
  });
});

describe('suggestRoles', () => {
  it('maps a shop in English', () => {
    const chosen = columnsChosen(
      column('order_id', 'text', 1000),
      column('customer_id', 'text', 400),
      column('order_date', 'time'),
      column('category', 'text', 7),
      column('quantity', 'integer', 8),
      column('amount', 'number', 900),
    );
    expect(chosen).toEqual({
      person: 'customer_id',
      time: 'order_date',
      order: 'order_id',
      amount: 'amount',
      click: undefined,
      kind: undefined,
    });
  });

  it('maps a shop in German', () => {
    const chosen = columnsChosen(
      column('Kunden_Nr', 'integer', 400),
      column('Bestelldatum', 'time'),
      column('Bestellung_Nr', 'integer', 1000),
      column('Umsatz', 'number', 900),
    );
    expect(chosen).toMatchObject({
      person: 'Kunden_Nr',
      time: 'Bestelldatum',
      order: 'Bestellung_Nr',
      amount: 'Umsatz',
    });
  });

  it.each([
    ['id_cliente', 'fecha', 'importe'],
    ['utilisateur_id', 'date_achat', 'montant'],
    ['клиент_id', 'дата', 'сумма'],
    ['用户_id', '日期', '金额'],
  ])('maps %s, %s and %s', (person, time, amount) => {
    const chosen = columnsChosen(
      column(amount, 'number', 900),
      column(person, 'text', 300),
      column(time, 'time'),
    );
    expect(chosen).toMatchObject({ person, time, amount });
  });

  it('takes a click only where it holds yes and no', () => {
    expect(columnsChosen(column('clicked', 'boolean', 2, ['0', '1'])).click).toBe('clicked');
    expect(columnsChosen(column('clicks', 'integer', 50, ['0', '17'])).click).toBeUndefined();
  });

  it('does not take a moment of birth for the moment of an event', () => {
    const chosen = columnsChosen(column('birth_date', 'time'), column('visited_at', 'time'));
    expect(chosen.time).toBe('visited_at');
  });

  it('goes by contents where there are no names', () => {
    const chosen = columnsChosen(
      column('column_1', 'text', 300),
      column('column_2', 'text', 300),
      column('column_3', 'time'),
      column('column_4', 'integer', 15),
      column('column_5', 'number', 500),
    );
    expect(chosen).toMatchObject({ person: 'column_1', time: 'column_3', amount: 'column_5' });
  });

  it('leaves a role open where nothing fits, and gives a reason where something does', () => {
    const { mapping, reasons } = suggestRoles([column('user_id', 'integer', 300)]);
    expect(mapping).toEqual({ person: { column: 'user_id', from: 'event' }, types: {} });
    expect(reasons.person).toContain('user_id: its name says a person');
  });
});
