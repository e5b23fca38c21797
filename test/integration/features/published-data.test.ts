// Features of real data sets against numbers that others published.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { computeFeatures } from '#engine/features/compute-features';
import { silentContext } from '#engine/jobs/job-context';
import { ingested, recipeOf } from '../ingest/ingest-fixture.ts';

const data = resolve(import.meta.dirname, '../../../../shared/data');
const absent = !existsSync(data);
if (absent) console.info(`${data} is absent: the tests against published data sets are skipped.`);

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

describe.skipIf(absent)('published data sets', () => {
  test('CDNOW: rows, customers, dollars', async () => {
    const recipe = recipeOf({
      source: {
        kind: 'delimited',
        file: join(data, 'cdnow', 'CDNOW_sample.txt'),
        options: {
          delimiter: 'whitespace',
          header: false,
          columnNames: ['master_id', 'sample_id', 'date', 'cds', 'dollars'],
        },
      },
      mapping: {
        person: { column: 'master_id' },
        time: { column: 'date', format: 'yyyymmdd' },
        amount: { column: 'dollars' },
      },
      features: { frequency: { measure: 'events' }, engagement: { measure: 'amount' } },
      quality: { robots: { treatment: 'keep' } },
    });
    const tables = await ingested(recipe);
    expect(tables.summary).toMatchObject({ rowsRead: 6919, rowsKept: 6919, personCount: 2357 });
    const features = await computeFeatures(tables, recipe, silentContext());
    expect(features.persons).toHaveLength(2357);
    expect(features.persons[0]).toBe('00004');
    expect(sum(features.frequency)).toBe(6919);
    expect(sum(features.engagement)).toBeCloseTo(244_091.94, 6);
    expect(features.asOf).toBe('1998-07-01');
  });

  test('CDNOW: compact discs as the amount', async () => {
    const recipe = recipeOf({
      source: {
        kind: 'delimited',
        file: join(data, 'cdnow', 'CDNOW_sample.txt'),
        options: {
          delimiter: 'whitespace',
          header: false,
          columnNames: ['master_id', 'sample_id', 'date', 'cds', 'dollars'],
        },
      },
      mapping: {
        person: { column: 'sample_id' },
        time: { column: 'date', format: 'yyyymmdd' },
        amount: { column: 'cds' },
      },
      features: { engagement: { measure: 'amount' } },
      quality: { robots: { treatment: 'keep' } },
    });
    const features = await computeFeatures(await ingested(recipe), recipe, silentContext());
    expect(sum(features.engagement)).toBe(16_479);
  });

  test('The Complete Journey: rows, baskets, sales', async () => {
    const recipe = recipeOf({
      source: {
        kind: 'delimited',
        file: join(data, 'completejourney', 'transactions_sample.csv'),
        options: {},
      },
      mapping: {
        person: { column: 'household_id' },
        time: { column: 'transaction_timestamp', format: 'iso' },
        order: { column: 'basket_id' },
        amount: { column: 'sales_value' },
      },
      features: { frequency: { measure: 'orders' }, engagement: { measure: 'amount' } },
      quality: { robots: { treatment: 'keep' } },
    });
    const tables = await ingested(recipe);
    expect(tables.summary).toMatchObject({ rowsKept: 75_000, personType: 'integer' });
    const features = await computeFeatures(tables, recipe, silentContext());
    expect(sum(features.frequency)).toBe(47_243);
    expect(sum(features.engagement)).toBeCloseTo(233_935.24, 6);
    const numbers = features.persons.map(Number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  test('rfm: recency, count and amount of all 995 customers', async () => {
    const recipe = recipeOf({
      source: { kind: 'delimited', file: join(data, 'rfm', 'orders.csv'), options: {} },
      mapping: {
        person: { column: 'customer_id' },
        time: { column: 'order_date', format: 'iso' },
        amount: { column: 'revenue' },
      },
      asOf: { date: '2006-12-31' },
      features: { frequency: { measure: 'events' }, engagement: { measure: 'amount' } },
      quality: { robots: { treatment: 'keep' } },
    });
    const features = await computeFeatures(await ingested(recipe), recipe, silentContext());
    const own = features.persons.map((_key, row) =>
      [features.recency[row], features.frequency[row], features.engagement[row]].join(' '),
    );
    const lines = readFileSync(join(data, 'rfm', 'published-scores.csv'), 'utf8')
      .trim()
      .split('\n');
    const published = lines.slice(1).map((line) => {
      const cells = line.split(',');
      return [Number(cells[3]), Number(cells[2]), Number(cells[4])].join(' ');
    });
    expect(published).toHaveLength(995);
    expect(own.toSorted()).toEqual(published.toSorted());
  });
});
