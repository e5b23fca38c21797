// HDBSCAN's labels and membership strengths against scikit-learn (make-numbers.py, which says how ties
// are broken there).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitHdbscan } from '#analysis/density/fit-hdbscan';
import { buildKdTree } from '#analysis/density/kd-tree';
import { startThreadTeam, type ThreadTeam } from '../../../src/engine/threads/thread-team.ts';
import { finish } from '../../unit/analysis/kmeans/blobs.ts';
import numbers from './numbers.json' with { type: 'json' };

const threadUrl = new URL('../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 2, threadUrl });
});
afterAll(() => team.dispose());

/** Clusters numbered by their first row, as ours are. */
function byFirstRow(labels: readonly number[]): number[] {
  const numbersOf = new Map<number, number>();
  return labels.map((label) => {
    if (label === -1) return -1;
    if (!numbersOf.has(label)) numbersOf.set(label, numbersOf.size);
    return numbersOf.get(label)!;
  });
}

const runs = numbers.cases.flatMap(({ name, rows, hdbscan }) =>
  hdbscan.map((run) => ({ name, rows, ...run })),
);

describe.each([
  ['plain TypeScript', () => undefined],
  ['the kernel', () => team],
])('%s', (_, teamOf) => {
  it.each(runs)('$name, at least $minClusterSize, $minSamples samples', (run) => {
    const { rows, minClusterSize, minSamples } = run;
    const dimensionCount = rows[0]?.length ?? 0;
    const values = Float64Array.from(rows.flat());
    const tree = buildKdTree({ rowCount: rows.length, dimensionCount, values });
    const found = finish(fitHdbscan(tree, { minClusterSize, minSamples }, teamOf()));
    expect([...found.labels]).toEqual(byFirstRow(run.labels));
    run.strengths.forEach((strength, row) => {
      expect(Math.abs(found.strengths[row]! - strength)).toBeLessThan(1e-9);
    });
  });
});
