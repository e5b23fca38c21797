// HDBSCAN: the spanning tree against all pairs, the condensed tree by hand, ties, equal rows.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { condenseTree } from '#analysis/density/condensed-tree';
import { fitHdbscan, type HdbscanResult } from '#analysis/density/fit-hdbscan';
import { buildKdTree, type KdTree } from '#analysis/density/kd-tree';
import { kernelEdgeSearch } from '#analysis/density/kernel-edge-search';
import { kthSquares } from '#analysis/density/kth-distances';
import { outlineTree } from '#analysis/density/outline-tree';
import { scalarEdgeSearch } from '#analysis/density/scalar-edge-search';
import { selectByExcessOfMass } from '#analysis/density/select-clusters';
import { singleLinkage } from '#analysis/density/single-linkage';
import { spanningTree } from '#analysis/density/spanning-tree';
import { startThreadTeam, type ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { finish } from '../kmeans/blobs.ts';
import { byFirstRow, makeCloud, permutePoints, pointsOf, shuffled } from './clouds.ts';

const threadUrl = new URL('../../../../src/engine/threads/team-thread.ts', import.meta.url);
const teams: ThreadTeam[] = [];
beforeAll(async () => {
  for (const threadCount of [1, 2]) teams.push(await startThreadTeam({ threadCount, threadUrl }));
});
afterAll(() => Promise.all(teams.map((team) => team.dispose())));

/** Prim's algorithm over all pairs: the lengths of a least spanning tree, ascending. */
function primLengths({ rowCount, dimensionCount, points }: KdTree, cores: Float64Array): number[] {
  const best = new Float64Array(rowCount).fill(Infinity);
  const inside = new Uint8Array(rowCount);
  const lengths: number[] = [];
  let current = 0;
  for (let step = 1; step < rowCount; step++) {
    inside[current] = 1;
    let next = -1;
    for (let other = 0; other < rowCount; other++) {
      if (inside[other] === 1) continue;
      let square = 0;
      for (let d = 0; d < dimensionCount; d++) {
        square +=
          (points[current * dimensionCount + d]! - points[other * dimensionCount + d]!) ** 2;
      }
      best[other] = Math.min(best[other]!, Math.max(square, cores[current]!, cores[other]!));
      if (next === -1 || best[other]! < best[next]!) next = other;
    }
    lengths.push(Math.sqrt(best[next]!));
    current = next;
  }
  return lengths.sort((a, b) => a - b);
}

test('the spanning tree is a least one, the same by kernel and without', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 300 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 8 }),
      fc.nat(),
      fc.constantFrom(undefined, 1),
      (rowCount, dimensionCount, wanted, seed, step) => {
        const tree = buildKdTree(makeCloud(rowCount, dimensionCount, seed, step));
        const cores = finish(kthSquares(tree, Math.min(wanted, rowCount)));
        const plain = finish(spanningTree(tree, cores, scalarEdgeSearch(tree)));
        expect([...plain.reaches]).toEqual(primLengths(tree, cores));
        for (const team of teams) {
          const search = kernelEdgeSearch(tree, team);
          expect(finish(spanningTree(tree, cores, search))).toEqual(plain);
          search.close();
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('one and two threads and plain TypeScript agree, and no memory is left behind', () => {
  const tree = buildKdTree(makeCloud(4000, 3, 8));
  const params = { minClusterSize: 25, minSamples: 8 };
  const plain = finish(fitHdbscan(tree, params));
  for (const team of teams) {
    const before = team.usedByteCount;
    expect(finish(fitHdbscan(tree, params, team))).toEqual(plain);
    expect(team.usedByteCount).toBe(before);
  }
});

test('permuting rows changes nobody’s cluster, strength or score', () => {
  const points = makeCloud(600, 3, 21);
  const order = shuffled(600, 2);
  const params = { minClusterSize: 15, minSamples: 6 };
  const plain = finish(fitHdbscan(buildKdTree(points), params));
  const moved = finish(fitHdbscan(buildKdTree(permutePoints(points, order)), params));
  const labels = new Int32Array(600);
  order.forEach((row, place) => {
    labels[row] = moved.labels[place]!;
    expect(moved.strengths[place]).toBe(plain.strengths[row]);
    expect(moved.outlierScores[place]).toBe(plain.outlierScores[row]);
  });
  expect(byFirstRow(labels)).toEqual(byFirstRow(plain.labels));
});

describe('the condensed tree', () => {
  // Two groups of three at distances 1 and 2, 10 apart, and one row far away.
  const rows = [[0], [1], [2], [12], [14], [16], [100]];
  const tree = buildKdTree(pointsOf(rows));
  const cores = new Float64Array(7);
  const spanning = finish(spanningTree(tree, cores, scalarEdgeSearch(tree)));
  const condensed = condenseTree(singleLinkage(spanning), 3);

  test('splits where both parts are large enough, and loses the rest', () => {
    expect(spanning.reaches).toEqual(Float64Array.from([1, 1, 2, 2, 10, 84]));
    expect(condensed.clusters.map(({ parent, size }) => [parent, size])).toEqual([
      [-1, 7],
      [0, 3],
      [0, 3],
    ]);
    const [root, ...parts] = condensed.clusters;
    // The far row leaves at 1 / 84, the other six at the split at 1 / 10.
    expect(root!.stability).toBeCloseTo(1 / 84 + 6 / 10, 12);
    expect(parts.map(({ stability }) => stability).sort()).toEqual([
      expect.closeTo(3 * (1 / 2 - 1 / 10), 12),
      expect.closeTo(3 * (1 - 1 / 10), 12),
    ]);
    expect(selectByExcessOfMass(condensed)).toEqual([1, 2]);
  });

  test('the outline tells how many rows are left at what density', () => {
    const [root, first, second] = outlineTree(condensed, [2, 1]);
    expect([...root!.densities]).toEqual([1 / 84, 1 / 10]);
    expect([...root!.widths]).toEqual([7, 6]);
    expect([root!.label, first!.label, second!.label]).toEqual([-1, 1, 0]);
    for (const part of [first!, second!]) {
      expect(part.parent).toBe(0);
      expect([...part.widths]).toEqual([3, 2, 1]);
      expect(part.densities.at(-1)).toBe(part.death);
    }
  });

  test('a long outline is thinned, and still ends at nothing left', () => {
    const found = finish(
      fitHdbscan(buildKdTree(makeCloud(500, 2, 6)), { minClusterSize: 20, minSamples: 4 }),
    );
    for (const outline of outlineTree(found.condensed, found.treeClusters, 10)) {
      expect(outline.widths.length).toBeLessThanOrEqual(10);
      expect(outline.widths[0]).toBe(found.condensed.clusters[outline.cluster]!.size);
      expect(outline.densities).toEqual(outline.densities.slice().sort());
    }
  });

  test('the far row is noise, and its score says so', () => {
    const found = finish(fitHdbscan(tree, { minClusterSize: 3, minSamples: 1 }));
    expect([...found.labels]).toEqual([0, 0, 0, 1, 1, 1, -1]);
    expect(found.noiseCount).toBe(1);
    expect(found.strengths[6]).toBe(0);
    expect(found.outlierScores[6]).toBeGreaterThan(0.9);
    expect(found.stabilities).toHaveLength(2);
  });
});

function everyNumber({
  strengths,
  outlierScores,
  stabilities,
  condensed,
}: HdbscanResult): number[] {
  const { clusters, pointDensities } = condensed;
  const tree = clusters.flatMap(({ birth, death, stability }) => [birth, death, stability]);
  return [...strengths, ...outlierScores, ...stabilities, ...pointDensities, ...tree];
}

describe('special cases', () => {
  test('equal rows have no density without end, and are never split', () => {
    const rows = [
      ...Array.from({ length: 40 }, () => [0, 0]),
      ...Array.from({ length: 30 }, () => [5, 5]),
      [50, 9],
      [9, 80],
    ];
    const tree = buildKdTree(pointsOf(rows));
    const found = finish(fitHdbscan(tree, { minClusterSize: 5, minSamples: 3 }));
    expect(found.clusterCount).toBe(2);
    expect([...found.sizes]).toEqual([40, 30]);
    expect(everyNumber(found).every(Number.isFinite)).toBe(true);
  });

  test.each([1, 2, 3, 50])('%i equal rows are no cluster', (count) => {
    const tree = buildKdTree(pointsOf(Array.from({ length: count }, () => [1, 2])));
    const found = finish(fitHdbscan(tree, { minClusterSize: 2, minSamples: 1 }));
    expect(found.clusterCount).toBe(0);
    expect(found.noiseCount).toBe(count);
    expect(everyNumber(found).every(Number.isFinite)).toBe(true);
  });

  test('strengths and scores lie in 0 to 1', () => {
    const found = finish(
      fitHdbscan(buildKdTree(makeCloud(400, 2, 6)), { minClusterSize: 8, minSamples: 4 }),
    );
    for (const value of [...found.strengths, ...found.outlierScores]) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  test.each([
    ['a cluster of one', { minClusterSize: 1, minSamples: 2 }],
    ['more samples than rows', { minClusterSize: 2, minSamples: 9 }],
  ])('%s is refused', (_, params) => {
    const tree = buildKdTree(pointsOf([[1], [2], [3]]));
    expect(() => finish(fitHdbscan(tree, params))).toThrow(AnalysisError);
  });
});
