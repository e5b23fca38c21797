// The silhouette of every row against scikit-learn (make-numbers.py), to 1e-12.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silhouetteValues } from '#analysis/silhouette/silhouette';
import { startThreadTeam, type ThreadTeam } from '../../../src/engine/threads/thread-team.ts';
import { finish } from '../../unit/analysis/kmeans/blobs.ts';
import numbers from './numbers.json' with { type: 'json' };

const threadUrl = new URL('../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 1, threadUrl });
});
afterAll(() => team.dispose());

describe.each([
  ['plain TypeScript', () => undefined],
  ['the kernel', () => team],
])('%s', (_, teamOf) => {
  it.each(numbers.cases)('$name', ({ rows, labels, values }) => {
    const columns = Array.from({ length: rows[0]?.length ?? 0 }, (_, j) =>
      Float64Array.from(rows, (row) => row[j]!),
    );
    const matrix = { rowCount: rows.length, columns };
    const k = Math.max(...labels) + 1;
    const found = finish(silhouetteValues(matrix, labels, k, teamOf()));
    values.forEach((value, row) => {
      expect(Math.abs(found[row]! - value)).toBeLessThan(1e-12);
    });
  });
});
