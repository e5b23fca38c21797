// The quick way of reading a text file gives what the careful one gives, cell by cell: a row that
// cannot be used makes the same file take the careful way.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ingested, recipeOf, temporaryFolder } from './ingest-fixture.ts';

const persons = [
  '12',
  '-12',
  '0',
  '9223372036854775807',
  '0012',
  '+12',
  '-0',
  ' 12',
  '12 ',
  '12.0',
].concat(['1e2', '1_000', '0x10', '9223372036854775808', 'abc', '', '  ', '１２', 'NaN']);
const amounts = [
  '1.5',
  '+1.5',
  ' 1.5',
  '1.5 ',
  '1e3',
  '.5',
  '5.',
  '1_000.5',
  '',
  '  ',
  '-0',
  '1e18',
].concat([
  '-1e18',
  '1.1e18',
  'inf',
  '-Infinity',
  'nan',
  '1e400',
  '0x10',
  '$5',
  '5%',
  "1'000",
  '--5',
]);
const times = [
  '2015-05-20',
  '2015-05-20 20:43:55',
  '2015-05-20T20:43:55.1234567',
  '2015-05-20 20:43',
]
  .concat(['2015-5-2', '2015-05-20 20:43:55Z', '2015-05-20 20:43:55 UTC', '2015-05-20 20:43:55+02'])
  .concat(['2015-05-20 20:43:55 +02:00', '2015-05-20T20:43:55-02', ' 2015-05-20 ', '2015-05-20 '])
  .concat(['0000-00-00', '0999-12-31', '1000-01-01', '9999-12-31 23:59:59.999999', '10000-01-01'])
  .concat([
    '2015-02-29',
    '2015-05-20 24:00:00',
    '2015-05-20 23:59:60',
    'epoch',
    'infinity',
    '',
    ' ',
  ])
  .concat(['2015/05/20 20:43:55', '44-03-15 (BC)', '1432154635', '2015 05 20', '20150520']);

const plainRows = ['1,2015-05-20 10:00:00,2.5', '2,2015-05-20 11:00:00,3', '2,2015-05-21,4'];

async function eventsOf(lines: readonly string[]) {
  const file = join(temporaryFolder(), 'events.csv');
  writeFileSync(file, `who,at,paid\n${lines.join('\n')}\n`);
  const { duckDb, summary } = await ingested(
    recipeOf({
      source: { kind: 'delimited', file, options: { delimiter: ',', header: true } },
      mapping: {
        person: { column: 'who' },
        time: { column: 'at', format: 'iso' },
        amount: { column: 'paid' },
      },
    }),
  );
  const rows = await duckDb.rows(
    `SELECT CAST(person AS VARCHAR), CAST(occurred_at AS VARCHAR), CAST(amount AS VARCHAR)
      FROM event ORDER BY ALL`,
  );
  const { personType, personCount, unreadableTimeCount, columns, rowsKept } = summary;
  const missing = columns.map(({ name, missingCount }) => [name, missingCount]);
  const known = { personType, personCount, rowsKept, missing };
  return { rows, known, dropped: summary.dropped, unreadableTimeCount };
}

/** Far behind the sample's first rows nothing is different: the whole file is read one way. */
const needsCare = '3,never,1';

describe.each([
  ['person', persons.map((cell) => `${cell},2015-05-20,1`)],
  ['time', times.map((cell) => `7,${cell},1`)],
  ['amount', amounts.map((cell) => `7,2015-05-20,${cell}`)],
])('%s', (_role, rows) => {
  test.each(rows)('%j', async (row) => {
    const quick = await eventsOf([...plainRows, row]);
    const careful = await eventsOf([...plainRows, row, needsCare]);
    expect(careful.unreadableTimeCount).toBe(quick.unreadableTimeCount + 1);
    expect(quick.rows).toEqual(careful.rows);
    expect(quick.known).toEqual(careful.known);
    const others = careful.dropped.flatMap((of) =>
      of.examples.includes('row 5: never')
        ? of.count === 1
          ? []
          : [{ ...of, count: of.count - 1, examples: of.examples.slice(0, -1) }]
        : [of],
    );
    expect(quick.dropped).toEqual(others);
  });
});
