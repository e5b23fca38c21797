// The shop sample as files: the columns, the faults that are planted in it, and the same bytes again.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPlantedTruth } from '#engine/samples/read-planted-truth';
import { writeShopSample, type ShopSampleSummary } from '#engine/samples/write-shop-sample';

const customerCount = 3000;
const folder = mkdtempSync(path.join(tmpdir(), 'personae-shop-'));
const file = path.join(folder, 'shop.csv');
let summary: ShopSampleSummary;
let rows: string[][];

beforeAll(() => {
  summary = writeShopSample({ file, customerCount, seed: 11 });
  rows = readRows(file);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function readRows(name: string): string[][] {
  const [header, ...lines] = readFileSync(name, 'utf8').trimEnd().split('\n');
  expect(header).toBe('order_id,customer_id,order_date,category,quantity,amount,channel');
  return lines.map((line) => line.split(','));
}

const column = (index: number) => rows.map((row) => row[index] ?? '');

describe('rows', () => {
  test('are as many as reported, seven cells each, ordered by date within two years', () => {
    expect(rows).toHaveLength(summary.rowCount);
    expect(rows.every((row) => row.length === 7)).toBe(true);
    const dates = column(2);
    expect(dates).toEqual(dates.toSorted());
    expect(dates.every((date) => /^\d{4}-\d\d-\d\d$/.test(date))).toBe(true);
    expect(dates[0]! >= '2023-01-01' && dates.at(-1) <= '2024-12-31').toBe(true);
    expect(dates.at(-1) >= '2024-12-25').toBe(true);
  });

  test('every customer has bought something, and the customer NA several times', () => {
    const bought = rows.filter((row) => Number(row[5]) > 0).map((row) => row[1]);
    expect(new Set(bought).size).toBe(customerCount);
    expect(bought.filter((customer) => customer === 'NA').length).toBeGreaterThan(2);
  });

  test('amounts and quantities are numbers, below zero for returns only', () => {
    const returns = rows.filter((row) => row[0]?.startsWith('R'));
    expect(returns.length).toBeGreaterThanOrEqual(summary.returnCount);
    expect(summary.returnCount / rows.length).toBeCloseTo(0.02, 2);
    for (const [orderId, , , , quantity, amount] of rows) {
      const sign = orderId?.startsWith('R') === true ? -1 : 1;
      expect(Math.sign(Number(quantity))).toBe(sign);
      expect(Math.sign(Number(amount))).toBe(sign);
      expect(amount).toMatch(/^-?\d+\.\d\d$/);
    }
  });

  test('a return takes back an order of that customer', () => {
    const sold = new Set(rows.map((row) => [row[1], row[3], row[5]].join()));
    for (const row of rows.filter(({ 0: id }) => id?.startsWith('R'))) {
      expect(sold.has([row[1], row[3], row[5]?.slice(1)].join())).toBe(true);
    }
  });

  test('a few rows stand there twice, a few channels are empty, ids are unique otherwise', () => {
    const lines = rows.map((row) => row.join());
    expect(lines.length - new Set(lines).size).toBe(summary.duplicateCount);
    expect(summary.duplicateCount).toBeGreaterThan(10);
    expect(new Set(column(0)).size).toBe(summary.rowCount - summary.duplicateCount);
    const empty = column(6).filter((channel) => channel === '').length;
    expect(empty / rows.length).toBeGreaterThan(0.001);
    expect(empty / rows.length).toBeLessThan(0.01);
  });
});

describe('planted truth', () => {
  test('lies beside the orders and knows every customer', () => {
    expect(summary.truthFile).toBe(path.join(folder, 'shop.truth.csv'));
    const truth = readPlantedTruth(file);
    expect(truth?.size).toBe(customerCount);
    for (const customer of column(1)) expect(truth?.has(customer)).toBe(true);
    expect([...new Set(truth?.values())].sort()).toEqual([
      'champions',
      'lapsing',
      'new',
      'one-time',
      'regular',
    ]);
  });

  test('other files have none, with or without a neighbour of that name', () => {
    const other = path.join(folder, 'other.csv');
    writeFileSync(other, 'customer_id,date\n1,2020-01-01\n');
    expect(readPlantedTruth(other)).toBeUndefined();
    writeFileSync(path.join(folder, 'other.truth.csv'), 'a,b\n1,2\n');
    expect(readPlantedTruth(other)).toBeUndefined();
  });
});

test('the same seed and size give the same bytes, another seed others', () => {
  const write = (name: string, seed: number) => {
    const { truthFile } = writeShopSample({
      file: path.join(folder, name),
      customerCount: 400,
      seed,
    });
    return [path.join(folder, name), truthFile].map((written) =>
      createHash('sha256').update(readFileSync(written)).digest('hex'),
    );
  };
  const first = write('first.csv', 3);
  expect(write('again.csv', 3)).toEqual(first);
  expect(write('other-seed.csv', 4)[0]).not.toBe(first[0]);
  // Whoever changes the generator changes everybody's samples: say so in the change log.
  expect(first).toEqual([
    '8e925f443d912628cdbfa3bb2885e1a2f215fb865f607a08ce1dcfa1bdd502b1',
    '9e14aa6769df0ad0a6f4756cd477bdad12d3c2cb1c0be1771cd06c27d17b6016',
  ]);
});

test.each([1, 2, 9])('a shop of %d customers', (count) => {
  const small = path.join(folder, `shop-${count}.csv`);
  writeShopSample({ file: small, customerCount: count, seed: 1 });
  expect(new Set(readRows(small).map((row) => row[1])).size).toBe(count);
  expect(readPlantedTruth(small)?.size).toBe(count);
});

test.each([0, -4, 2.5, NaN, 2_000_001])('%d customers are refused', (count) => {
  expect(() =>
    writeShopSample({ file: path.join(folder, 'x'), customerCount: count, seed: 1 }),
  ).toThrow(expect.objectContaining({ code: 'call.invalid' }));
});
