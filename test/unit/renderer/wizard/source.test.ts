// What the data step works out without a window: parameters, joins, options, hidden tables.
import { describe, expect, it } from 'vitest';
import type { TableDescription } from '../../../../src/shared/data/description.ts';
import {
  optionsInWords,
  quotes,
} from '../../../../src/renderer/features/wizard/data/delimiter-words.ts';
import { withOptions } from '../../../../src/renderer/features/wizard/data/edit-source.ts';
import { proposeJoin } from '../../../../src/renderer/features/wizard/data/propose-join.ts';
import {
  boundFor,
  kindOf,
  parameterNames,
} from '../../../../src/renderer/features/wizard/data/query-parameters.ts';
import { rowsInWords } from '../../../../src/renderer/features/wizard/data/rows-in-words.ts';

function table(name: string, columns: string[], rowCount: number | null = 10): TableDescription {
  return {
    name,
    kind: 'table',
    rowCount,
    rowCountExact: true,
    columns: columns.map((column) => ({
      name: column,
      type: 'integer',
      timeAmbiguous: false,
      examples: [],
      missingShare: 0,
      distinctInSample: 1,
    })),
  };
}

describe('the parameters of a query', () => {
  it('are the names behind a sign, each once, in order', () => {
    expect(parameterNames('SELECT * FROM t WHERE a > :from AND b < @to AND c = :from')).toEqual([
      'from',
      'to',
    ]);
    expect(parameterNames('SELECT $x')).toEqual(['x']);
  });

  it('are not looked for in strings, quoted names, comments or times of day', () => {
    const sql = `SELECT '12:30', "a:b", [c:d], \`e:f\` -- :no
      /* :never */ FROM t WHERE strftime('%H:%M', at) = :hour`;
    expect(parameterNames(sql)).toEqual(['hour']);
    expect(parameterNames("SELECT 'it''s :not one'")).toEqual([]);
    expect(parameterNames('SELECT 1 /* :unfinished')).toEqual([]);
  });

  it('keep their value while they are named, and go when they are not', () => {
    expect(boundFor('SELECT :a, :b', { a: 7, gone: 'x' })).toEqual({ a: 7, b: '' });
    expect(boundFor('SELECT :a', { a: null })).toEqual({ a: null });
  });

  it('are a text, a number or nothing', () => {
    expect([kindOf('7'), kindOf(7), kindOf(null)]).toEqual(['text', 'number', 'missing']);
  });
});

describe('the proposed join', () => {
  it('takes a common id of the largest table', () => {
    const tables = [
      table('Category', ['CategoryID', 'Level'], 40),
      table('trainSearchStream', ['searchid', 'IsClick'], 200_000),
      table('UserInfo', ['UserID'], 1000),
    ];
    expect(proposeJoin(['SearchID', 'UserID', 'CategoryID'], tables)).toEqual({
      table: 'trainSearchStream',
      key: 'searchid',
      eventKey: 'SearchID',
    });
  });

  it('prefers an id to another common name, and is null where nothing is common', () => {
    const tables = [table('a', ['name'], 1000), table('b', ['order_id'], 10)];
    expect(proposeJoin(['name', 'order_id'], tables)?.table).toBe('b');
    expect(proposeJoin(['name'], tables)?.table).toBe('a');
    expect(proposeJoin(['other'], tables)).toBeNull();
  });
});

describe('the options of a text', () => {
  const source = {
    kind: 'delimited' as const,
    file: 'h',
    options: { delimiter: ',', header: false, columnNames: ['a', 'b'] },
  };

  it('forget the names where the text is cut in another way, and keep them otherwise', () => {
    expect(withOptions(source, { delimiter: ';' }).options).toEqual({
      delimiter: ';',
      header: false,
    });
    expect(withOptions(source, { encoding: 'latin-1' }).options.columnNames).toEqual(['a', 'b']);
  });

  it('are said in a line', () => {
    expect(optionsInWords({ delimiter: ';', header: true, encoding: 'utf-8' })).toBe(
      'semicolon, header, UTF-8',
    );
    expect(optionsInWords({ delimiter: 'whitespace', header: false })).toBe(
      'blanks, one or more, no header',
    );
    expect(optionsInWords({ delimiter: '~' })).toBe('~');
    expect(quotes.map(({ value }) => value)).toContain('');
  });
});

it('a table says how many rows it has, and how surely', () => {
  expect(rowsInWords({ rowCount: 1, rowCountExact: true })).toBe('1 row');
  expect(rowsInWords({ rowCount: 20_114_208, rowCountExact: false })).toBe('about 20,114,208 rows');
  expect(rowsInWords({ rowCount: null, rowCountExact: false })).toBe('rows not counted');
});
