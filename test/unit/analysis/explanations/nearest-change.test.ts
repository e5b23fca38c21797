// The nearest change: it leads where it says, touches only what may change, and is the cheapest there is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candidateValues } from '#analysis/explanations/counterfactual/candidate-values';
import { nearestChange } from '#analysis/explanations/counterfactual/nearest-change';
import { selectRows } from '#analysis/supervised/select-rows';
import { predictProbabilities } from '#analysis/supervised/tree-ensemble';
import { finish } from '../kmeans/blobs.ts';
import { randomEnsemble, randomTable } from './random-ensemble.ts';

const featureCount = 6;

function smallCase(seed: number) {
  const table = randomTable(60, featureCount, seed);
  const shape = { featureCount, treeCount: 6, depth: 3, classCount: 3, link: 'softmax' } as const;
  return { table, ensemble: randomEnsemble(shape, table, seed + 1) };
}

test('each change leads to the segment it names, at its probability', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { table, ensemble } = smallCase(seed);
      const mutable = [0, 1, 2, 5];
      const found = finish(
        nearestChange(ensemble, table, table, 3, { targetClass: null, mutable, mostFeatures: 3 }),
      );
      let cost = Infinity;
      found.changes.forEach((change) => {
        const row = selectRows(table, Uint32Array.of(3));
        for (const { feature, from, to } of change.changes) {
          expect(mutable).toContain(feature);
          expect(row.columns[feature]!.values[0]).toBe(from);
          row.columns[feature]!.values[0] = to;
        }
        const probabilities = predictProbabilities(ensemble, row);
        expect(change.classIndex).not.toBe(found.classIndex);
        expect(probabilities[change.classIndex]).toBe(change.probability);
        expect(Math.max(...probabilities)).toBe(change.probability);
        expect(change.cost).toBeLessThan(cost);
        cost = change.cost;
      });
    }),
    { numRuns: 40 },
  );
});

test('no cheaper change of one or two features leads there', () => {
  const { table, ensemble } = smallCase(11);
  const mutable = [0, 1, 2, 3, 4, 5];
  const params = { targetClass: null, mutable, mostFeatures: 2 };
  for (const row of [0, 1, 2]) {
    const found = finish(nearestChange(ensemble, table, table, row, params));
    const least = Math.min(...found.changes.map(({ cost }) => cost), Infinity);
    const singles = mutable.flatMap((j) =>
      candidateValues(ensemble, table.columns[j]!, j, table.columns[j]!.values[row]!),
    );
    for (const a of singles) {
      for (const b of singles) {
        if (a.feature === b.feature || a.cost + b.cost >= least) continue;
        const one = selectRows(table, Uint32Array.of(row));
        one.columns[a.feature]!.values[0] = a.value;
        one.columns[b.feature]!.values[0] = b.value;
        const probabilities = predictProbabilities(ensemble, one);
        expect(probabilities.indexOf(Math.max(...probabilities))).toBe(found.classIndex);
      }
    }
  }
});

test('candidates lie just past a threshold, within the training rows', () => {
  const { table, ensemble } = smallCase(5);
  const column = table.columns[0]!;
  const own = 0.2;
  const present = column.values.filter((value) => !Number.isNaN(value));
  const candidates = candidateValues(ensemble, column, 0, own);
  expect(candidates.length).toBeGreaterThan(0);
  for (const { value, cost } of candidates) {
    expect(value).toBeGreaterThanOrEqual(Math.min(...present));
    expect(value).toBeLessThanOrEqual(Math.max(...present));
    expect(cost).toBeGreaterThan(0);
    const crossed = [...ensemble.threshold].some(
      (threshold, node) => ensemble.feature[node] === 0 && value <= threshold !== own <= threshold,
    );
    expect(crossed).toBe(true);
  }
});

test('nothing that may change, or the segment it is in already: no change', () => {
  const { table, ensemble } = smallCase(5);
  const none = { targetClass: null, mutable: [], mostFeatures: 3 };
  expect(finish(nearestChange(ensemble, table, table, 0, none)).changes).toEqual([]);
  const { classIndex } = finish(nearestChange(ensemble, table, table, 0, none));
  const same = { targetClass: classIndex, mutable: [0, 1], mostFeatures: 1 };
  expect(finish(nearestChange(ensemble, table, table, 0, same)).changes).toEqual([]);
  const four = { ...none, mostFeatures: 4 };
  expect(() => finish(nearestChange(ensemble, table, table, 0, four))).toThrow(/may change/);
});
