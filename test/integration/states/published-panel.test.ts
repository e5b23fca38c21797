// The weekly panel of a grocery's households against the number that others published.
import { existsSync, writeFileSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../ingest/ingest-fixture.ts';
import { panelOf, recipeFor } from './states-fixture.ts';

const file = resolve(
  import.meta.dirname,
  '../../../../shared/data/completejourney/transactions_sample.csv',
);
const absent = !existsSync(file);
if (absent) console.info(`${file} is absent: the tests against published data sets are skipped.`);

/** Moments are UTC without saying so; the shop's weeks are those of the east of the United States. */
function withOffset(): string {
  const marked = join(temporaryFolder(), 'transactions.csv');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const [header, ...rows] = lines.map((line) => line.trimEnd());
  writeFileSync(
    marked,
    `${header}\n${rows.map((row) => `${row.replaceAll('"', '')}Z`).join('\n')}\n`,
  );
  return marked;
}

describe.skipIf(absent)('transactions of completejourney', () => {
  test('36,654 active household-weeks', async () => {
    const recipe = recipeFor(withOffset(), {
      mapping: {
        person: { column: 'household_id' },
        time: { column: 'transaction_timestamp', format: 'iso' },
        amount: { column: 'sales_value' },
      },
      asOf: { timeZone: 'America/New_York' },
      states: { panel: { minimumPeriods: 1, gapCutoff: 1000 } },
    });
    const { summary, asOf, persons, rowCount } = await panelOf(recipe);
    expect(asOf).toBe('2018-01-01');
    expect(summary.activeRowCount).toBe(36_654);
    expect(persons).toHaveLength(2377);
    expect(rowCount).toBeGreaterThan(100_000);
    expect(summary).toMatchObject({ firstPeriod: '2016-12-26', lastPeriod: '2017-12-25' });
  });
});
