// DBSCAN against its definition, the kernel against plain TypeScript, and awkward input.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { fitDbscan, openPasses, runPasses } from '#analysis/density/fit-dbscan';
import type { DbscanParams } from '#analysis/density/dbscan-types';
import { buildKdTree, leafCapacity } from '#analysis/density/kd-tree';
import type { Points } from '#analysis/density/points';
import { startThreadTeam, type ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { finish } from '../kmeans/blobs.ts';
import { byFirstRow, makeCloud, permutePoints, pointsOf, shuffled, squareOf } from './clouds.ts';

const threadUrl = new URL('../../../../src/engine/threads/team-thread.ts', import.meta.url);
const teams: ThreadTeam[] = [];
beforeAll(async () => {
  for (const threadCount of [1, 2]) teams.push(await startThreadTeam({ threadCount, threadUrl }));
});
afterAll(() => Promise.all(teams.map((team) => team.dispose())));

/** By the definition: core points, their connected sets in row order, borders to the first of them. */
function bruteForce(points: Points, { eps, minPts }: DbscanParams): number[] {
  const rows = Array.from({ length: points.rowCount }, (_, row) => row);
  const near = rows.map((a) => rows.filter((b) => squareOf(points, a, b) <= eps * eps));
  const core = near.map((found) => found.length >= minPts);
  const labels = rows.map(() => -1);
  let next = 0;
  for (const start of rows) {
    if (!core[start] || labels[start] !== -1) continue;
    const open = [start];
    labels[start] = next;
    for (let row = open.pop(); row !== undefined; row = open.pop()) {
      for (const other of near[row]!) {
        if (labels[other] !== -1) continue;
        labels[other] = next;
        if (core[other]) open.push(other);
      }
    }
    next++;
  }
  return labels;
}

const clouds = fc.record({
  rowCount: fc.integer({ min: 1, max: 150 }),
  dimensionCount: fc.integer({ min: 1, max: 5 }),
  seed: fc.nat(),
  step: fc.constantFrom(undefined, 0.5, 2),
  eps: fc.constantFrom(0.3, 0.5, 1, 1.5, 3, 20),
  minPts: fc.integer({ min: 1, max: 12 }),
});

test('the labels are those of the definition, by the kernel and without', () => {
  fc.assert(
    fc.property(clouds, ({ rowCount, dimensionCount, seed, step, eps, minPts }) => {
      const points = makeCloud(rowCount, dimensionCount, seed, step);
      const expected = bruteForce(points, { eps, minPts });
      const tree = buildKdTree(points);
      for (const team of [undefined, ...teams]) {
        expect([...finish(fitDbscan(tree, { eps, minPts }, team)).labels]).toEqual(expected);
      }
    }),
    { numRuns: 60 },
  );
});

test('one and two threads and plain TypeScript agree on many leaves', () => {
  const tree = buildKdTree(makeCloud(6000, 3, 11));
  for (const params of [
    { eps: 0.4, minPts: 6 },
    { eps: 0.8, minPts: 30 },
    { eps: 0.2, minPts: 3 },
  ]) {
    const [plain, one, two] = [undefined, ...teams].map((team) =>
      finish(fitDbscan(tree, params, team)),
    );
    expect(one).toEqual(plain);
    expect(two).toEqual(plain);
  }
});

test('eps moves over passes that are kept, and no memory is left behind', () => {
  const tree = buildKdTree(makeCloud(1000, 4, 3));
  const team = teams[1]!;
  const before = team.usedByteCount;
  const passes = openPasses(tree, team);
  for (const eps of [2, 0.5, 1, 0.1]) {
    const params = { eps, minPts: 8 };
    expect(finish(runPasses(tree, params, passes))).toEqual(finish(fitDbscan(tree, params)));
  }
  passes.close();
  expect(team.usedByteCount).toBe(before);
});

test('a fit that is given up gives its memory back', () => {
  const team = teams[1]!;
  const before = team.usedByteCount;
  const steps = fitDbscan(buildKdTree(makeCloud(5000, 3, 3)), { eps: 0.5, minPts: 5 }, team);
  steps.next();
  expect(team.usedByteCount).toBeGreaterThan(before);
  steps.return(undefined as never);
  expect(team.usedByteCount).toBe(before);
});

test('permuting rows changes nobody’s cluster but for borders that two clusters share', () => {
  const points = makeCloud(800, 2, 5);
  const order = shuffled(800, 1);
  const params = { eps: 0.35, minPts: 6 };
  const plain = finish(fitDbscan(buildKdTree(points), params));
  const moved = finish(fitDbscan(buildKdTree(permutePoints(points, order)), params));
  const back = new Int32Array(800);
  const coreBack = new Uint8Array(800);
  order.forEach((row, place) => {
    back[row] = plain.core[row] === 1 ? moved.labels[place]! : -1;
    coreBack[row] = moved.core[place]!;
  });
  expect(coreBack).toEqual(plain.core);
  const cores = plain.labels.map((label, row) => (plain.core[row] === 1 ? label : -1));
  expect(byFirstRow(back)).toEqual(byFirstRow(cores));
});

describe('special cases', () => {
  test('counts add up, and noise is told', () => {
    const found = finish(fitDbscan(buildKdTree(makeCloud(500, 2, 9)), { eps: 0.3, minPts: 5 }));
    expect(found.coreCount + found.borderCount + found.noiseCount).toBe(500);
    expect(found.sizes.reduce((sum, size) => sum + size, found.noiseCount)).toBe(500);
    expect(found.labels.filter((label) => label === -1)).toHaveLength(found.noiseCount);
  });

  test('a distance of exactly eps counts, and every point counts itself', () => {
    const tree = buildKdTree(pointsOf([[0], [1], [2], [5]]));
    expect([...finish(fitDbscan(tree, { eps: 1, minPts: 3 })).labels]).toEqual([0, 0, 0, -1]);
    expect([...finish(fitDbscan(tree, { eps: 1, minPts: 1 })).labels]).toEqual([0, 0, 0, 1]);
  });

  test('a border point belongs to the cluster of the first core row', () => {
    const rows = [[10], [10.5], [11], [9], [8.5], [8], [9.5]];
    const labels = finish(fitDbscan(buildKdTree(pointsOf(rows)), { eps: 0.5, minPts: 3 })).labels;
    expect(labels[6]).toBe(0);
  });

  test('equal rows in numbers beyond a leaf are one cluster', () => {
    const rows = Array.from({ length: 5 * leafCapacity + 1 }, () => [3, 3]);
    for (const team of [undefined, ...teams]) {
      const found = finish(fitDbscan(buildKdTree(pointsOf(rows)), { eps: 0.1, minPts: 4 }, team));
      expect(found.clusterCount).toBe(1);
      expect(found.noiseCount).toBe(0);
    }
  });

  test('an offset of 1e6 changes nothing', () => {
    const points = makeCloud(300, 2, 4, 1 / 64);
    const offset = { ...points, values: points.values.map((value) => value + 2 ** 20) };
    const params = { eps: 0.5, minPts: 5 };
    expect(finish(fitDbscan(buildKdTree(offset), params)).labels).toEqual(
      finish(fitDbscan(buildKdTree(points), params)).labels,
    );
  });
});

test('it can be stopped midway', () => {
  const shares = [...fitDbscan(buildKdTree(makeCloud(9000, 2, 1)), { eps: 0.1, minPts: 5 })].map(
    ({ share }) => share,
  );
  expect(shares.length).toBeGreaterThan(8);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test.each([
  ['no rows', pointsOf([]), { eps: 1, minPts: 3 }, 'input.empty'],
  ['a missing cell', pointsOf([[1], [NaN]]), { eps: 1, minPts: 3 }, 'input.not-finite'],
  ['a huge cell', pointsOf([[1], [1e200]]), { eps: 1, minPts: 3 }, 'input.not-finite'],
  ['eps of 0', pointsOf([[1], [2]]), { eps: 0, minPts: 3 }, 'parameter.out-of-range'],
  ['eps without end', pointsOf([[1]]), { eps: Infinity, minPts: 3 }, 'parameter.out-of-range'],
  ['minPts of 0', pointsOf([[1], [2]]), { eps: 1, minPts: 0 }, 'parameter.out-of-range'],
  ['half a neighbour', pointsOf([[1], [2]]), { eps: 1, minPts: 2.5 }, 'parameter.out-of-range'],
])('%s is refused', (_, points, params, code) => {
  try {
    finish(fitDbscan(buildKdTree(points), params));
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AnalysisError);
    expect((error as AnalysisError).code).toBe(code);
  }
});
