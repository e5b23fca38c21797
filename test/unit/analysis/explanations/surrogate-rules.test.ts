// Rules read off a small tree: merged bounds, readable thresholds, and counts on the rounded rule.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readableThreshold } from '#analysis/explanations/rules/readable-threshold';
import { matchingRows } from '#analysis/explanations/rules/rule-conditions';
import { surrogateRules } from '#analysis/explanations/rules/surrogate-rules';
import { createRandom } from '#analysis/random';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import { fitTree } from '#analysis/supervised/tree/fit-tree';
import { randomEnsemble, randomTable } from './random-ensemble.ts';

const random = createRandom(1);
const rowCount = 2000;
const draw = (value: () => number) => Float64Array.from({ length: rowCount }, value);
const recency = draw(() => random.integerBelow(random.uniform() < 0.5 ? 7 : 60));
const clicks = draw(() => random.integerBelow(20));
const plan = draw(() => random.integerBelow(3));
const table: FeatureTable = {
  rowCount,
  columns: [
    { name: 'recency', kind: 'continuous', values: recency, levels: [] },
    { name: 'clicks', kind: 'continuous', values: clicks, levels: [] },
    { name: 'plan', kind: 'categorical', values: plan, levels: ['free', 'silver', 'gold'] },
  ],
};
/** 0: recent and active; 1: recent only, or on the free plan; 2: the others. */
const labels = Int32Array.from(recency, (days, row) => {
  if (days < 7) return clicks[row]! >= 3 ? 0 : 1;
  return plan[row] === 0 ? 1 : 2;
});

describe('a planted segmentation', () => {
  const tree = fitTree(table, labels, null, { maxDepth: 4, minLeafRows: 20 });
  const rules = surrogateRules(tree, table, labels);

  test('its rule is found, in words, with precision and coverage', () => {
    const [loyal, ...rest] = rules.filter(({ classIndex }) => classIndex === 0);
    expect(rest.every(({ classRowCount }) => classRowCount <= loyal!.classRowCount)).toBe(true);
    expect(loyal!.text).toBe('recency <= 6 and clicks > 2');
    expect(loyal!.precision.share).toBe(1);
    expect(loyal!.coverage).toMatchObject({ share: 1, high: 1 });
    expect(loyal!.rowCount).toBe(labels.filter((label) => label === 0).length);
  });

  test('every row meets exactly one rule', () => {
    const met = new Uint8Array(rowCount);
    for (const { conditions, rowCount: count } of rules) {
      const rows = matchingRows(table, conditions);
      expect(rows).toHaveLength(count);
      rows.forEach((row) => (met[row]! += 1));
    }
    expect(met.every((count) => count === 1)).toBe(true);
  });

  test('a plan is told by its levels', () => {
    expect(rules.some(({ text }) => text.includes('plan is free'))).toBe(true);
    expect(rules.some(({ text }) => text.includes('plan is silver or gold'))).toBe(true);
  });
});

test('rules of any tree share out its rows, missing values included', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 5 }), (seed, depth) => {
      const rows = randomTable(200, 6, seed);
      const shape = {
        featureCount: 6,
        treeCount: 1,
        depth,
        classCount: 3,
        link: 'average',
      } as const;
      const tree = randomEnsemble(shape, rows, seed);
      const truth = Array.from({ length: 200 }, (_, row) => row % 3);
      const met = new Uint8Array(200);
      for (const { conditions } of surrogateRules(tree, rows, truth)) {
        matchingRows(rows, conditions).forEach((row) => (met[row]! += 1));
      }
      expect(met.every((count) => count === 1)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('thresholds keep few digits, and stay between the values they part', () => {
  expect(readableThreshold(6, 7)).toBe(6);
  expect(readableThreshold(0.1234, 0.5678)).toBe(0.3);
  expect(readableThreshold(19_873, 20_112)).toBe(20_000);
  expect(readableThreshold(-3.2, -1.1)).toBe(-2);
  expect(readableThreshold(-0.5, 0.7)).toBe(0.1);
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      (a, b) => {
        fc.pre(a !== b);
        const [low, high] = a < b ? [a, b] : [b, a];
        const threshold = readableThreshold(low, high);
        expect(threshold >= low && threshold < high).toBe(true);
      },
    ),
  );
});

test('several trees are refused', () => {
  const rows = randomTable(20, 6, 1);
  const shape = {
    featureCount: 6,
    treeCount: 2,
    depth: 2,
    classCount: 2,
    link: 'average',
  } as const;
  expect(() => surrogateRules(randomEnsemble(shape, rows, 1), rows, [])).toThrow(/one tree/);
});
