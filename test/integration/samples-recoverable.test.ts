// The planted groups can be found: k-means on the logarithms of recency, frequency and engagement
// (or money) agrees with the truth well, but not perfectly, and no other number of groups agrees better.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { adjustedRandIndex } from '#analysis/agreement/adjusted-rand-index';
import { crossTable } from '#analysis/agreement/cross-table';
import { fitKMeans } from '#analysis/kmeans/fit-kmeans';
import { defaultKMeansParams } from '#analysis/kmeans/kmeans-types';
import { predictKMeans } from '#analysis/kmeans/predict-kmeans';
import type { Matrix } from '#analysis/matrix';
import { applyTransform } from '#analysis/transform/apply-transform';
import { fitTransform } from '#analysis/transform/fit-transform';
import { defaultTreatment } from '#analysis/transform/transform-params';
import { readPlantedTruth } from '#engine/samples/read-planted-truth';
import { writeAvitoSample } from '#engine/samples/write-avito-sample';
import { writeShopSample } from '#engine/samples/write-shop-sample';

const folder = mkdtempSync(path.join(tmpdir(), 'personae-recoverable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Features {
  readonly keys: string[];
  readonly columns: readonly [number[], number[], number[]];
}

/** Adjusted Rand index of k-means with the truth, by k. */
function agreements(file: string, { keys, columns }: Features): Map<number, number> {
  const truth = readPlantedTruth(file);
  const people = keys.map((key, row) => ({ row, group: truth?.get(key) ?? '' }));
  const kept = people.filter(({ group }) => group !== 'robot');
  const groups = [...new Set(kept.map(({ group }) => group))];
  const planted = kept.map(({ group }) => groups.indexOf(group));
  const matrix: Matrix = {
    rowCount: kept.length,
    columns: columns.map((column) => Float64Array.from(kept, ({ row }) => column[row] ?? NaN)),
  };
  const transform = fitTransform(matrix, ['r', 'f', 'e'].map(defaultTreatment));
  const scaled = applyTransform(transform, matrix);
  const found = new Map<number, number>();
  for (const k of [2, 3, 4, 5, 6, 7, 8]) {
    const fit = fitKMeans(scaled, { ...defaultKMeansParams, k, seed: 1 });
    let step = fit.next();
    while (step.done !== true) step = fit.next();
    const { labels } = predictKMeans(step.value, scaled);
    found.set(k, adjustedRandIndex(crossTable(planted, labels, groups.length, k)));
  }
  return found;
}

/** Recency to the day after the last event, clicks, and sessions with a gap of 30 minutes. */
function avitoFeatures(file: string): Features {
  const database = new Database(file, { readonly: true });
  const rows = database
    .prepare<[], { key: string; recency: number; clicks: number; sessions: number }>(
      `WITH clicks AS (
         SELECT SearchID, sum(IsClick) n FROM trainSearchStream WHERE IsClick = 1 GROUP BY SearchID),
       times AS (
         SELECT UserID, SearchID, julianday(substr(SearchDate, 1, 19)) t FROM SearchInfo),
       gaps AS (
         SELECT *, t - lag(t) OVER (PARTITION BY UserID ORDER BY t) gap FROM times)
       SELECT CAST(UserID AS TEXT) key, julianday('2015-05-21') - max(t) recency,
         coalesce(sum(n), 0) clicks, sum(gap IS NULL OR gap > 30.0 / 1440) sessions
       FROM gaps LEFT JOIN clicks USING (SearchID) GROUP BY UserID`,
    )
    .all();
  database.close();
  return {
    keys: rows.map((row) => row.key),
    columns: [
      rows.map((row) => row.recency),
      rows.map((row) => row.clicks),
      rows.map((row) => row.sessions),
    ],
  };
}

function shopFeatures(file: string): Features {
  const people = new Map<string, [number, number, number]>();
  const end = Date.parse('2025-01-01');
  const lines = new Set(readFileSync(file, 'utf8').trimEnd().split('\n').slice(1));
  for (const line of lines) {
    const [, key = '', date = '', , , amount = ''] = line.split(',');
    if (Number(amount) < 0) continue;
    const days = (end - Date.parse(date)) / 86_400_000;
    const [recency, orders, money] = people.get(key) ?? [Infinity, 0, 0];
    people.set(key, [Math.min(recency, days), orders + 1, money + Number(amount)]);
  }
  const rows = [...people.values()];
  return {
    keys: [...people.keys()],
    columns: [rows.map((row) => row[0]), rows.map((row) => row[1]), rows.map((row) => row[2])],
  };
}

function expectRecoverable(found: Map<number, number>): void {
  const five = found.get(5) ?? 0;
  expect(five).toBeGreaterThan(0.75);
  expect(five).toBeLessThan(0.95);
  expect(Math.max(...found.values())).toBe(five);
}

describe.each([1, 2])('seed %d', (seed) => {
  test('the five groups of the Avito sample', () => {
    const file = path.join(folder, `avito-${seed}.sqlite`);
    writeAvitoSample({ file, streamRowCount: 400_000, seed });
    expectRecoverable(agreements(file, avitoFeatures(file)));
  });

  test('the five groups of the shop sample', () => {
    const file = path.join(folder, `shop-${seed}.csv`);
    writeShopSample({ file, customerCount: 3000, seed });
    expectRecoverable(agreements(file, shopFeatures(file)));
  });
});
