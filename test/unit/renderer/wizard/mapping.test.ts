// Roles without a window: edits, suggestions that follow, ways of reading a date, kinds.
import { describe, expect, it } from 'vitest';
import type { ColumnDescription } from '../../../../src/shared/data/description.ts';
import { draftSchema } from '../../../../src/shared/data/project.ts';
import {
  columnOptions,
  referenceOf,
} from '../../../../src/renderer/features/wizard/roles/column-options.ts';
import { knownKinds } from '../../../../src/renderer/features/wizard/roles/known-kinds.ts';
import { asShopOrders } from '../../../../src/renderer/features/wizard/roles/shop-preset.ts';
import {
  otherReading,
  readingInWords,
} from '../../../../src/renderer/features/wizard/roles/time-formats.ts';
import {
  columnsOf,
  lostRoles,
  renameColumn,
  withoutAmbiguousTime,
  withRole,
  type DraftMapping,
} from '../../../../src/renderer/features/wizard/state/mapping-edits.ts';
import {
  suggestFeatures,
  takeMapping,
} from '../../../../src/renderer/features/wizard/state/suggest-features.ts';

const event = (column: string) => ({ column, from: 'event' as const });
const detail = (column: string) => ({ column, from: 'detail' as const });

function column(name: string, type: ColumnDescription['type'] = 'text'): ColumnDescription {
  return {
    name,
    type,
    timeAmbiguous: false,
    examples: ['view'],
    missingShare: 0,
    distinctInSample: 2,
  };
}

describe('a role', () => {
  it('takes a column, another one, or none', () => {
    const mapping = withRole({}, 'person', event('user'));
    expect(mapping.person).toEqual(event('user'));
    expect(withRole(mapping, 'person', null)).toEqual({});
    expect(withRole({}, 'time', event('at'), '%d-%b-%y').time).toEqual({
      column: 'at',
      format: '%d-%b-%y',
    });
    expect(withRole({}, 'kind', event('what')).kind).toEqual({ ...event('what'), qualifying: [] });
  });

  it('is lost where its column is not in the data, also where another table has that name', () => {
    const mapping: DraftMapping = {
      person: event('user'),
      time: { column: 'at', format: 'iso' },
      click: detail('IsClick'),
    };
    const columns = columnsOf({ columns: [column('user'), column('IsClick')], rows: [] }, null);
    expect(lostRoles(mapping, columns)).toEqual(['time', 'click']);
  });

  it('follows its column to another name; a column of the second table stays', () => {
    const draft = draftSchema.parse({
      recipe: {
        mapping: {
          person: event('column_1'),
          time: { column: 'column_3', format: 'yyyymmdd' },
          amount: detail('column_1'),
          extra: [event('column_1')],
          types: { column_1: 'text' },
        },
        journeys: {
          sequences: { outcome: { kind: 'column', column: event('column_1'), values: ['x'] } },
        },
      },
    });
    renameColumn(draft, 'column_1', 'customer');
    expect(draft.recipe.mapping).toEqual({
      person: event('customer'),
      time: { column: 'column_3', format: 'yyyymmdd' },
      amount: detail('column_1'),
      extra: [event('customer')],
      types: { customer: 'text' },
    });
    expect(draft.recipe.journeys?.sequences.outcome).toMatchObject({ column: event('customer') });
  });

  it('lists columns of the second table, except for person and time', () => {
    const columns = { event: [column('a')], detail: [column('b', 'boolean')], detailName: 'ads' };
    expect(columnOptions('person', columns)).toEqual([{ value: 'event:a', label: 'a (text)' }]);
    expect(columnOptions('click', columns).at(-1)).toEqual({
      value: 'detail:b',
      label: 'ads: b (yes or no)',
    });
    expect(referenceOf('detail:a:b')).toEqual(detail('a:b'));
    expect(referenceOf('')).toBeNull();
  });
});

describe('measures that follow the mapping', () => {
  it('are clicks where they are known, money where orders are, events otherwise', () => {
    const clicks = suggestFeatures({ click: event('c'), amount: event('a') });
    expect([clicks.frequency.measure, clicks.engagement.measure]).toEqual(['clicks', 'sessions']);
    const shop = suggestFeatures({ amount: event('a'), order: event('o') });
    expect([shop.frequency.measure, shop.engagement.measure]).toEqual(['orders', 'amount']);
    expect(suggestFeatures({ amount: event('a') }).frequency.measure).toBe('events');
    const visits = suggestFeatures({ session: event('s') });
    expect([visits.frequency.measure, visits.engagement.measure]).toEqual([
      'events',
      'session-ids',
    ]);
  });

  it('follow as long as nobody has chosen by hand', () => {
    const draft = draftSchema.parse({});
    takeMapping(draft, { amount: event('a') });
    expect(draft.recipe.features?.engagement.measure).toBe('amount');
    takeMapping(draft, { click: event('c') });
    expect(draft.recipe.features?.frequency.measure).toBe('clicks');
    if (draft.recipe.features) draft.recipe.features.frequency.measure = 'active-days';
    takeMapping(draft, { amount: event('a') });
    expect(draft.recipe.features?.frequency.measure).toBe('active-days');
    expect(draft.recipe.features?.engagement.measure).toBe('sessions');
  });
});

describe('presets', () => {
  const suggested: DraftMapping = {
    person: event('customer'),
    time: { column: 'at', format: 'iso' },
    click: event('bought'),
    order: event('order'),
    amount: event('total'),
    kind: { ...event('what'), qualifying: [] },
  };

  it('for shop orders leave out what orders do not have', () => {
    expect(Object.keys(asShopOrders(suggested)).sort()).toEqual([
      'amount',
      'order',
      'person',
      'time',
      'types',
    ]);
  });

  it('need an amount', () => {
    const rest = { ...suggested };
    delete rest.amount;
    expect(asShopOrders(rest)).toBe(rest);
  });
});

describe('a date that can be read in two ways', () => {
  it('leaves the time open until the person has decided', () => {
    const mapping: DraftMapping = {
      person: event('user'),
      time: { column: 'when', format: 'dd/mm/yyyy' },
    };
    expect(withoutAmbiguousTime(mapping, (name) => name === 'when')).toEqual({
      person: event('user'),
    });
    expect(withoutAmbiguousTime(mapping, () => false)).toBe(mapping);
  });

  it('has another reading, with day and month exchanged', () => {
    expect(otherReading('dd/mm/yyyy')).toBe('mm/dd/yyyy');
    expect(otherReading('mm/dd/yyyy')).toBe('dd/mm/yyyy');
    expect(otherReading('%d-%m-%Y %H:%M')).toBe('%m-%d-%Y %H:%M');
    expect(otherReading('%m/%d/%y')).toBe('%d/%m/%y');
    expect(otherReading('iso')).toBeNull();
    expect(otherReading('%d-%b-%Y')).toBeNull();
  });

  it('is written out, so that one sees the difference', () => {
    expect(readingInWords('dd/mm/yyyy', '01/02/2024')).toBe('Day first: 1 February 2024');
    expect(readingInWords('mm/dd/yyyy', '01/02/2024')).toBe('Month first: 2 January 2024');
    expect(readingInWords('%d-%m-%y', '03-04-21 10:00')).toBe('Day first: 3 April 2021');
    expect(readingInWords('mm/dd/yyyy', '25/12/2024')).toBe('Month first');
    expect(readingInWords('dd/mm/yyyy', undefined)).toBe('Day first');
  });
});

it('kinds come from the rows, the examples and what was chosen, most frequent first', () => {
  const preview = {
    columns: [column('user'), column('what')],
    rows: [
      ['u1', 'click'],
      ['u2', 'click'],
      ['u3', 'search'],
      ['u4', null],
    ],
  };
  expect(knownKinds(preview, column('what'), ['call'])).toEqual([
    { kind: 'click', count: 2 },
    { kind: 'search', count: 1 },
    { kind: 'call', count: 0 },
    { kind: 'view', count: 0 },
  ]);
  expect(knownKinds(null, undefined, ['call'])).toEqual([{ kind: 'call', count: 0 }]);
});
