// DBSCAN's labels and the distances to neighbours against scikit-learn (make-numbers.py), and the
// results that are published for iris.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitDbscan } from '#analysis/density/fit-dbscan';
import { buildKdTree } from '#analysis/density/kd-tree';
import { kthDistances } from '#analysis/density/kth-distances';
import { startThreadTeam, type ThreadTeam } from '../../../src/engine/threads/thread-team.ts';
import { finish } from '../../unit/analysis/kmeans/blobs.ts';
import numbers from './numbers.json' with { type: 'json' };

const threadUrl = new URL('../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 2, threadUrl });
});
afterAll(() => team.dispose());

function treeOf(rows: readonly (readonly number[])[]) {
  const dimensionCount = rows[0]?.length ?? 0;
  return buildKdTree({
    rowCount: rows.length,
    dimensionCount,
    values: Float64Array.from(rows.flat()),
  });
}

describe.each([
  ['plain TypeScript', () => undefined],
  ['the kernel', () => team],
])('%s', (_, teamOf) => {
  const runs = numbers.cases.flatMap(({ name, rows, dbscan }) =>
    dbscan.map((run) => ({ name, rows, ...run })),
  );
  it.each(runs)('$name, eps $eps, minPts $minPts', ({ rows, eps, minPts, labels, coreCount }) => {
    const found = finish(fitDbscan(treeOf(rows), { eps, minPts }, teamOf()));
    expect([...found.labels]).toEqual(labels);
    expect(found.coreCount).toBe(coreCount);
  });

  it.each(numbers.cases)('distances to the sixth nearest: $name', ({ rows, sixthDistances }) => {
    const found = finish(kthDistances(treeOf(rows), 6, teamOf()));
    sixthDistances.forEach((distance, row) => {
      expect(Math.abs(found[row]! - distance)).toBeLessThan(1e-10);
    });
  });

  it.each([
    { eps: 0.42, sizes: [48, 37, 36], noise: 29 },
    { eps: 0.5, sizes: [49, 84], noise: 17 },
  ])('iris as published: minPts 5, eps $eps', ({ eps, sizes, noise }) => {
    const iris = numbers.cases.find(({ name }) => name === 'iris')!;
    const found = finish(fitDbscan(treeOf(iris.rows), { eps, minPts: 5 }, teamOf()));
    expect([...found.sizes].sort((a, b) => a - b)).toEqual([...sizes].sort((a, b) => a - b));
    expect(found.noiseCount).toBe(noise);
  });
});
