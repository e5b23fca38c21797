// The leakage lint: each planted case is caught, and its clean twin stays silent.
import { expect, test } from 'vitest';
import { findLeakage } from '#analysis/explanations/leakage/find-leakage';
import { createRandom } from '#analysis/random';
import type { FeatureColumn } from '#analysis/supervised/feature-table';

const rowCount = 1000;
const random = createRandom(5);
const labels = Int32Array.from({ length: rowCount }, () => random.integerBelow(3));
const draw = (value: (row: number) => number) =>
  Float64Array.from({ length: rowCount }, (_, row) => value(row));

function column(name: string, values: Float64Array, levels: string[] = []): FeatureColumn {
  return { name, kind: levels.length > 0 ? 'categorical' : 'continuous', values, levels };
}

function warningsOf(...columns: FeatureColumn[]) {
  return findLeakage({ rowCount, columns }, labels, 3, { seed: 1 }).map(({ kind, name }) => [
    name,
    kind,
  ]);
}

test('ids: names, serial numbers and numbers named so; not measurements', () => {
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
  random.shuffle(order);
  const names = Array.from({ length: rowCount }, (_, row) => `person ${row}`);
  const huge = draw((row) => 1e9 + 7919 * order[row]!);
  expect(
    warningsOf(
      column(
        'email',
        draw((row) => row),
        names,
      ),
      column(
        'serial',
        draw((row) => 5000 + order[row]!),
      ),
      column('userId', huge),
      column('customer_number', huge),
    ),
  ).toEqual([
    ['email', 'looks-like-id'],
    ['serial', 'looks-like-id'],
    ['userId', 'looks-like-id'],
    ['customer_number', 'looks-like-id'],
  ]);
  const cities = Array.from({ length: 30 }, (_, city) => `city ${city}`);
  expect(
    warningsOf(
      column(
        'city',
        draw(() => random.integerBelow(30)),
        cities,
      ),
      column(
        'age',
        draw(() => 18 + random.integerBelow(70)),
      ),
      column(
        'revenue',
        draw(() => Math.exp(4 + random.normal())),
      ),
      column(
        'cents',
        draw(() => Math.round(100 * Math.exp(4 + random.normal()))),
      ),
      column(
        'paid',
        huge.map((value, row) => value + (row % 3) / 4),
      ),
    ),
  ).toEqual([]);
});

test('a column that tells the label nearly alone; one that merely helps', () => {
  const telling = draw((row) => labels[row]! + 0.1 * random.normal());
  const helping = draw((row) => labels[row]! + 1.5 * random.normal());
  const missing = draw((row) => (labels[row] === 0 ? NaN : labels[row]! + 0.05 * random.normal()));
  const words = draw((row) => labels[row]!);
  expect(
    warningsOf(
      column('telling', telling),
      column('missing', missing),
      column('words', words, ['a', 'b', 'c']),
    ),
  ).toEqual([
    ['telling', 'predicts-alone'],
    ['missing', 'predicts-alone'],
    ['words', 'predicts-alone'],
  ]);
  expect(
    warningsOf(
      column('helping', helping),
      column(
        'noise',
        draw(() => random.normal()),
      ),
      column('constant', new Float64Array(rowCount).fill(2)),
      column('empty', new Float64Array(rowCount).fill(NaN)),
      column('shuffled', words.slice().reverse(), ['a', 'b', 'c']),
    ),
  ).toEqual([]);
});

test('a column dated after the label', () => {
  const table = {
    rowCount,
    columns: ['late', 'early', 'undated'].map((name) =>
      column(
        name,
        draw(() => random.normal()),
      ),
    ),
  };
  const label = draw((row) => 1000 + row);
  const late = label.map((time, row) => (row % 10 === 0 ? time + 5 : time - 5));
  const early = label.map((time, row) => (row % 7 === 0 ? NaN : time));
  const warnings = findLeakage(table, labels, 3, {
    seed: 1,
    times: { label, features: [late, early, null] },
  });
  expect(warnings).toMatchObject([{ kind: 'dated-after-label', name: 'late', evidence: 0.1 }]);
  expect(warnings[0]!.text).toContain('10.0 %');
});

test('few rows, or labels that do not fit, are refused', () => {
  const tiny = { rowCount: 5, columns: [column('x', new Float64Array(5))] };
  expect(() => findLeakage(tiny, [0, 1, 0, 1, 0], 2, { seed: 1 })).toThrow(/at least 10/);
  const table = {
    rowCount,
    columns: [
      column(
        'x',
        draw(() => 1),
      ),
    ],
  };
  expect(() => findLeakage(table, [0, 1], 2, { seed: 1 })).toThrow(/meet/);
});
