// The k-d tree: every row once, boxes tight, leaves full, and a preorder that can be walked.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  boxDistance,
  buildKdTree,
  leafCapacity,
  leafOf,
  squaredDistance,
} from '#analysis/density/kd-tree';
import { makeCloud } from './clouds.ts';

test('rows, boxes and order hold for any size and any ties', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(),
      fc.constantFrom(undefined, 1, 100),
      (rowCount, dimensionCount, seed, step) => {
        const points = makeCloud(rowCount, dimensionCount, seed, step);
        const tree = buildKdTree(points);
        expect([...tree.rows].sort((a, b) => a - b)).toEqual([...Array(rowCount).keys()]);
        expect(tree.leafCount).toBe(Math.ceil(rowCount / leafCapacity));
        expect(tree.skip[0]).toBe(tree.nodeCount);
        for (let position = 0; position < rowCount; position++) {
          const row = tree.rows[position]!;
          let node = tree.leafNodes[Math.floor(position / leafCapacity)]!;
          expect(leafOf(tree, node)).toBe(Math.floor(position / leafCapacity));
          for (;;) {
            for (let d = 0; d < dimensionCount; d++) {
              const value = points.values[row * dimensionCount + d]!;
              const box = 2 * (node * dimensionCount + d);
              expect(value).toBeGreaterThanOrEqual(tree.boxes[box]!);
              expect(value).toBeLessThanOrEqual(tree.boxes[box + 1]!);
            }
            if (node === 0) break;
            node = tree.parents[node]!;
          }
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('boxes are never farther apart than any of their points', () => {
  const tree = buildKdTree(makeCloud(200, 3, 2));
  for (let a = 0; a < 200; a += 7) {
    for (let b = 0; b < 200; b += 5) {
      const nodeOf = (position: number) => tree.leafNodes[Math.floor(position / leafCapacity)]!;
      expect(boxDistance(tree, nodeOf(a), nodeOf(b))).toBeLessThanOrEqual(
        squaredDistance(tree, a, b),
      );
    }
  }
});
