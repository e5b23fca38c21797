// Published data sets are described right. They lie outside the project and are skipped where absent.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDuckDb } from '#engine/duckdb/open-duckdb';
import { silentContext } from '#engine/jobs/job-context';
import { describeSource } from '#engine/sources/describe-source';
import { previewSource } from '#engine/sources/preview-source';
import { scanSql } from '#engine/sources/scan-sql';
import { suggestMapping } from '#engine/sources/suggest-mapping';
import { numberSql } from '#engine/sources/value-sql';
import { identifier } from '#engine/duckdb/sql-text';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

const data = join(import.meta.dirname, '../../../../shared/data');

interface Expected {
  readonly file: string;
  readonly rowCount: number;
  readonly exact: boolean;
  readonly types: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, string>>;
}

const expected: readonly Expected[] = [
  {
    file: 'cdnow/CDNOW_sample.txt',
    rowCount: 6919,
    exact: true,
    types: {
      column_1: 'text',
      column_2: 'text',
      column_3: 'time',
      column_4: 'integer',
      column_5: 'number',
    },
    roles: { person: 'column_1', time: 'column_3', amount: 'column_5' },
  },
  {
    file: 'rfm/orders.csv',
    rowCount: 4906,
    exact: true,
    types: { customer_id: 'integer', order_date: 'time', revenue: 'integer' },
    roles: { person: 'customer_id', time: 'order_date', amount: 'revenue' },
  },
  {
    file: 'telco/Telco-Customer-Churn.csv',
    rowCount: 7043,
    exact: true,
    types: {
      customerID: 'text',
      SeniorCitizen: 'boolean',
      tenure: 'integer',
      TotalCharges: 'number',
      Churn: 'boolean',
    },
    roles: { person: 'customerID' },
  },
  {
    file: 'completejourney/transactions_sample.csv',
    rowCount: 75_000,
    exact: false,
    types: { household_id: 'integer', quantity: 'number', transaction_timestamp: 'time' },
    roles: {
      person: 'household_id',
      time: 'transaction_timestamp',
      order: 'basket_id',
      amount: 'sales_value',
    },
  },
  {
    file: 'traffic-fines/traffic_fines.csv',
    rowCount: 34_724,
    exact: true,
    types: {
      case_id: 'text',
      activity: 'text',
      timestamp: 'time',
      amount: 'number',
      points: 'number',
    },
    roles: { person: 'case_id', time: 'timestamp', kind: 'activity' },
  },
];

describe.each(expected)('$file', ({ file, rowCount, exact, types, roles }) => {
  const path = join(data, file);

  it('is described, previewed and mapped', async (context) => {
    if (!existsSync(path)) context.skip(`${file} is not there`);
    const { tables, suggested, warnings } = await describeSource(path);
    const [table] = tables;
    expect(table?.rowCountExact).toBe(exact);
    expect(Math.abs((table?.rowCount ?? 0) / rowCount - 1)).toBeLessThan(exact ? 1e-12 : 0.02);
    const found = Object.fromEntries(table?.columns.map(({ name, type }) => [name, type]) ?? []);
    expect(found).toMatchObject(types);
    expect(warnings.filter((warning) => !warning.includes('separated by blanks'))).toEqual([]);
    const { rows } = await previewSource(suggested, 'event', 10);
    expect(rows).toHaveLength(10);
    const { mapping } = await suggestMapping(suggested);
    for (const [role, column] of Object.entries(roles)) {
      expect({ role, column: mapping[role as 'person']?.column }).toEqual({ role, column });
    }
  });
});

interface Sum {
  readonly file: string;
  readonly amount: string;
  readonly key: string;
  /** Rows, different keys, and the sum of the amounts. */
  readonly expected: readonly [number, number, number];
}

const sums: readonly Sum[] = [
  {
    file: 'cdnow/CDNOW_sample.txt',
    amount: 'column_5',
    key: 'column_1',
    expected: [6919, 2357, 244_091.94],
  },
  {
    file: 'completejourney/transactions_sample.csv',
    amount: 'sales_value',
    key: 'basket_id',
    expected: [75_000, 47_243, 233_935.24],
  },
];

describe('sums over all rows', () => {
  it.for(sums)('$file', async ({ file, amount, key, expected: sum }, context) => {
    const path = join(data, file);
    if (!existsSync(path)) context.skip(`${file} is not there`);
    const folder = mkdtempSync(join(tmpdir(), 'personae-real-'));
    const duckDb = await openDuckDb(':memory:');
    const { suggested } = await describeSource(path);
    const scan = await scanSql(suggested, { copyFolder: folder });
    await scan.prepare(silentContext());
    const [row] = await duckDb.rows(
      `SELECT count(${identifier(key)})::INTEGER, count(DISTINCT ${identifier(key)})::INTEGER,
        round(sum(${numberSql(identifier(amount))}), 2) FROM ${scan.relation}`,
    );
    duckDb.close();
    rmSync(folder, { recursive: true });
    expect(row).toEqual(sum);
  });
});
