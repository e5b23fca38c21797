// The silhouette of 10,000 rows, all pairs, against scikit-learn on the same rows and labels.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { silhouetteValues } from '#analysis/silhouette/silhouette';
import { startThreadTeam } from '../../src/engine/threads/thread-team.ts';
import { finish, makeBlobs } from '../unit/analysis/kmeans/blobs.ts';
import { shortestMs, type Benchmark } from './benchmark.ts';
import { rowMajor } from './row-major.ts';

const rowCount = 10_000;
const columnCount = 3;
const k = 5;
const targets = [6, 12];
const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);

interface PeerResult {
  readonly version: string;
  readonly ms: number;
  readonly how: string;
  readonly silhouette: number;
}

export const benchmark: Benchmark = {
  name: 'silhouette',
  async *run({ peers, folder }) {
    const { matrix, truth } = makeBlobs(rowCount, columnCount, k, 2.5, 3);
    const rowsFile = path.join(folder, 'rows.f64');
    const labelsFile = path.join(folder, 'labels.u8');
    await writeFile(rowsFile, rowMajor(matrix));
    await writeFile(labelsFile, truth);
    const args = [rowsFile, labelsFile, columnCount, 5];
    const peer = await peers.measure<PeerResult>('silhouette.py', args);
    for (const threadCount of [1, 2]) {
      const team = await startThreadTeam({ threadCount, threadUrl });
      let values = new Float64Array(0);
      const oursMs = shortestMs(15, () => {
        values = finish(silhouetteValues(matrix, truth, k, team)).slice();
      });
      await team.dispose();
      const mean = values.reduce((sum, value) => sum + value, 0) / rowCount;
      yield {
        name: `silhouette ${rowCount.toLocaleString('en')} x ${columnCount}, k = ${k}`,
        threadCount,
        oursMs,
        peer: typeof peer === 'string' ? peer : `scikit-learn ${peer.version}, ${peer.how}`,
        peerMs: typeof peer === 'string' ? null : peer.ms,
        target: targets[threadCount - 1] ?? null,
        agreement:
          typeof peer === 'string'
            ? ''
            : `mean ${Math.abs(mean - peer.silhouette).toExponential(0)}`,
      };
    }
  },
};
