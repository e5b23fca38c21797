// Distances to neighbours against all pairs, and the knee of their curve.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { defaultMinPts, distanceCurve, findKnee } from '#analysis/density/distance-curve';
import { buildKdTree } from '#analysis/density/kd-tree';
import { kthDistances } from '#analysis/density/kth-distances';
import { startThreadTeam, type ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { finish } from '../kmeans/blobs.ts';
import { makeCloud, pointsOf, squareOf } from './clouds.ts';

const threadUrl = new URL('../../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 2, threadUrl });
});
afterAll(() => team.dispose());

test('distances to the k-th nearest are those of all pairs, to the last bit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 12 }),
      fc.nat(),
      fc.constantFrom(undefined, 1),
      (rowCount, dimensionCount, wanted, seed, step) => {
        const points = makeCloud(rowCount, dimensionCount, seed, step);
        const k = Math.min(wanted, rowCount);
        const expected = Float64Array.from({ length: rowCount }, (_, a) => {
          const squares = Array.from({ length: rowCount }, (__, b) => squareOf(points, a, b));
          return Math.sqrt(squares.sort((x, y) => x - y)[k - 1]!);
        });
        const tree = buildKdTree(points);
        expect(finish(kthDistances(tree, k))).toEqual(expected);
        expect(finish(kthDistances(tree, k, team))).toEqual(expected);
      },
    ),
    { numRuns: 40 },
  );
});

test('the knee is where the curve hangs farthest below its chord', () => {
  const curve = Float64Array.from([1, 1.1, 1.2, 1.3, 1.4, 1.5, 5, 9]);
  const knee = findKnee(curve);
  expect(knee.index).toBe(5);
  expect(knee.eps).toBe(1.5);
  expect(knee.coreShare).toBe(6 / 8);
  expect(knee.sag).toBeCloseTo(5 / 7 - 0.5 / 8, 12);
  expect(knee.clear).toBe(true);
});

test('curves without a knee still give a radius above 0', () => {
  expect(findKnee(Float64Array.from([2, 2, 2]))).toEqual({
    index: -1,
    eps: 2,
    coreShare: 1,
    sag: 0,
    clear: false,
  });
  expect(findKnee(Float64Array.from([0, 0, 0])).eps).toBe(1);
  expect(findKnee(Float64Array.from([3])).eps).toBe(3);
  // Many equal people: the knee is at distance 0, which is no radius.
  expect(findKnee(Float64Array.from([0, 0, 0, 0, 0.5, 4])).eps).toBe(0.5);
});

test('well separated clouds: the knee’s radius finds them', () => {
  const rows = Array.from({ length: 300 }, (_, i) => [
    100 * (i % 3) + Math.cos(i * 1.7),
    Math.sin(i * 2.3),
  ]);
  const curve = finish(distanceCurve(buildKdTree(pointsOf(rows)), defaultMinPts(2)));
  expect(curve.distances).toEqual(curve.distances.slice().sort());
  expect(curve.knee.eps).toBeGreaterThan(0);
  expect(curve.knee.eps).toBeLessThan(50);
});

test('more neighbours than rows are refused', () => {
  expect(() => finish(kthDistances(buildKdTree(pointsOf([[1], [2]])), 3))).toThrow(AnalysisError);
});
