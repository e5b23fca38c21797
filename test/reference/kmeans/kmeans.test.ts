// k-means against scikit-learn from the same start (make-numbers.py). Labels and iterations are equal;
// centroids agree to 1e-9 of their size, the inertia to 1e-10 of its own. About 1e6 scikit-learn itself
// loses digits: there the inertia agrees to 1e-5, margins to 1e-4.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalOrder } from '#analysis/kmeans/canonical-order';
import { fitKMeans } from '#analysis/kmeans/fit-kmeans';
import type { KMeansBackend } from '#analysis/kmeans/kmeans-backend';
import { kernelBackend } from '#analysis/kmeans/kernel-rows';
import { predictKMeans } from '#analysis/kmeans/predict-kmeans';
import { scalarBackend } from '#analysis/kmeans/scalar-rows';
import { startThreadTeam, type ThreadTeam } from '../../../src/engine/threads/thread-team.ts';
import { finish } from '../../unit/analysis/kmeans/blobs.ts';
import numbers from './numbers.json' with { type: 'json' };

const threadUrl = new URL('../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 1, threadUrl });
});
afterAll(() => team.dispose());

const backends: [string, () => KMeansBackend][] = [
  ['plain TypeScript', () => scalarBackend],
  ['the kernel', () => kernelBackend(team)],
];

function transposed(rows: readonly (readonly number[])[]) {
  const columnCount = rows[0]?.length ?? 0;
  const columns = Array.from({ length: columnCount }, (_, j) =>
    Float64Array.from(rows, (row) => row[j]!),
  );
  return { rowCount: rows.length, columns };
}

describe.each(backends)('%s', (_, backend) => {
  it.each(numbers.cases)('$name', (expected) => {
    const matrix = transposed(expected.rows);
    const k = expected.start.length;
    const params = {
      k,
      restartCount: 1,
      maxIterationCount: expected.params.max_iter,
      tolerance: expected.params.tol,
      seed: 0,
      startCentroids: Float64Array.from(expected.start.flat()),
    };
    const model = finish(fitKMeans(matrix, params, backend()));
    const { labels, margins } = predictKMeans(model, matrix, backend());
    const columnCount = matrix.columns.length;
    const order = canonicalOrder(Float64Array.from(expected.centroids.flat()), columnCount);
    const far = expected.name === 'far from zero';

    expect(model.iterationCount).toBe(expected.iterations);
    expect([...labels]).toEqual(expected.labels.map((label) => order.indexOf(label)));
    expect(Math.abs(model.inertia / expected.inertia - 1)).toBeLessThan(far ? 1e-5 : 1e-10);
    order.forEach((theirs, ours) => {
      expected.centroids[theirs]!.forEach((value, j) => {
        const difference = Math.abs(model.centroids[ours * columnCount + j]! - value);
        expect(difference).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
      });
    });
    expected.margins.forEach((margin, row) => {
      expect(Math.abs(margins[row]! - margin)).toBeLessThan(far ? 1e-4 : 1e-9);
    });
  });
});
