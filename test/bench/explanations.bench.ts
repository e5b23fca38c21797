// TreeSHAP against shap, and permutation importance against scikit-learn, on their own fitted trees.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { permutationImportance } from '#analysis/explanations/permutation/permutation-importance';
import { scoreTreePermutations } from '#analysis/explanations/permutation/score-tree-permutations';
import { createTreeExplainer, explainTrees } from '#analysis/explanations/tree-shap/tree-explainer';
import { shapColumn } from '#analysis/explanations/tree-shap/tree-shap-types';
import { createRandom } from '#analysis/random';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import { predictProbabilities, type TreeEnsemble } from '#analysis/supervised/tree-ensemble';
import { startThreadTeam } from '../../src/engine/threads/thread-team.ts';
import { readEnsemble, type EnsembleJson } from '../reference/explanations/read-ensemble.ts';
import { randomEnsemble } from '../unit/analysis/explanations/random-ensemble.ts';
import { finish } from '../unit/analysis/kmeans/blobs.ts';
import { shortestMs, type Benchmark, type BenchContext, type BenchRow } from './benchmark.ts';
import { rowMajor } from './row-major.ts';

const rowCount = 10_000;
const columnCount = 12;
const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);

interface PeerResult {
  readonly version: string;
  readonly ms: number;
}

interface ShapPeer extends PeerResult {
  readonly rowCount: number;
  readonly values: number;
}

interface PermutationPeer extends PeerResult {
  readonly how: string;
  readonly accuracy: number;
}

/** Normal columns in eighths, which scikit-learn's single precision keeps; labels by a noisy score. */
function makeRows(classCount: number): { table: FeatureTable; labels: Uint8Array } {
  const random = createRandom(1);
  const columns = Array.from({ length: columnCount }, (_, j) => ({
    name: `x${j}`,
    kind: 'continuous' as const,
    values: Float64Array.from({ length: rowCount }, () => Math.round(64 * random.normal()) / 64),
    levels: [],
  }));
  const [a, b, c, d] = columns.map(({ values }) => values);
  const labels = Uint8Array.from({ length: rowCount }, (_, row) => {
    const score = a![row]! + b![row]! * c![row]! + Math.sin(2 * d![row]!) + random.normal();
    return Math.min(classCount - 1, Math.max(0, Math.floor(score + classCount / 2)));
  });
  return { table: { rowCount, columns }, labels };
}

async function writeRows(folder: string, table: FeatureTable, labels: Uint8Array) {
  const rowsFile = path.join(folder, 'rows.f64');
  const labelsFile = path.join(folder, 'labels.u8');
  const columns = table.columns.map(({ values }) => values);
  await writeFile(rowsFile, rowMajor({ rowCount, columns }));
  await writeFile(labelsFile, labels);
  return { rowsFile, labelsFile, modelFile: path.join(folder, 'model.json') };
}

/** The peer's own model, or random trees where there is no peer. */
async function modelOf(
  file: string,
  peer: PeerResult | string,
  makeAnother: () => TreeEnsemble,
): Promise<TreeEnsemble> {
  if (typeof peer === 'string') return makeAnother();
  // ensembles.py wrote it.
  return readEnsemble(JSON.parse(await readFile(file, 'utf8')) as EnsembleJson);
}

interface ShapTask {
  readonly what: 'shallow' | 'deep';
  readonly name: string;
  readonly target: number;
  readonly classCount: number;
  readonly depth: number;
  readonly treeCount: number;
  readonly explainedCount: number;
  /** Runs of either side, of which the shortest counts. */
  readonly runCount: number;
}

const shapTasks: readonly ShapTask[] = [
  {
    what: 'shallow',
    name: 'TreeSHAP 10,000 rows, 100 trees of depth 6',
    target: 70,
    classCount: 1,
    depth: 6,
    treeCount: 100,
    explainedCount: rowCount,
    runCount: 3,
  },
  {
    what: 'deep',
    name: 'TreeSHAP 200 rows, 10 full trees',
    target: 20,
    classCount: 2,
    depth: 12,
    treeCount: 10,
    explainedCount: 200,
    runCount: 9,
  },
];

async function* measureShap({ peers, folder }: BenchContext): AsyncGenerator<BenchRow> {
  const { table, labels } = makeRows(2);
  const { rowsFile, labelsFile, modelFile } = await writeRows(folder, table, labels);
  for (const task of shapTasks) {
    const args = [task.what, rowsFile, labelsFile, columnCount, task.runCount, modelFile];
    const peer = await peers.measure<ShapPeer>('tree_shap.py', args);
    const link = task.what === 'shallow' ? 'softmax' : 'average';
    const shape = { ...task, featureCount: columnCount, link } as const;
    const ensemble = await modelOf(modelFile, peer, () => randomEnsemble(shape, table, 2));
    const explained = {
      rowCount: task.explainedCount,
      columns: table.columns.map((column) => ({
        ...column,
        values: column.values.slice(0, task.explainedCount),
      })),
    };
    for (const threadCount of [1, 2]) {
      const team = await startThreadTeam({ threadCount, threadUrl });
      // On either side the explainer is made beforehand, and used for every run.
      const explainer = createTreeExplainer(ensemble, { mode: 'path-dependent' });
      const run = () => finish(explainTrees(explainer, explained, team));
      const shap = run();
      const oursMs = shortestMs(task.runCount, run);
      await team.dispose();
      let total = 0;
      for (let j = 0; j < columnCount; j++) {
        shapColumn(shap, shap.classCount - 1, j).forEach((value) => (total += Math.abs(value)));
      }
      yield {
        name: task.name,
        threadCount,
        oursMs,
        peer: typeof peer === 'string' ? peer : `shap ${peer.version}, 1 thread`,
        peerMs: typeof peer === 'string' ? null : peer.ms,
        target: threadCount === 1 ? task.target : null,
        agreement:
          typeof peer === 'string'
            ? ''
            : `sum |SHAP| ${Math.abs(total / peer.values - 1).toExponential(0)}`,
      };
    }
  }
}

async function* measurePermutation({ peers, folder }: BenchContext): AsyncGenerator<BenchRow> {
  const classCount = 4;
  const repeatCount = 5;
  const { table, labels } = makeRows(classCount);
  const { rowsFile, labelsFile, modelFile } = await writeRows(folder, table, labels);
  const args = [rowsFile, labelsFile, columnCount, repeatCount, modelFile];
  const peer = await peers.measure<PermutationPeer>('permutation.py', args);
  const shape = { featureCount: columnCount, treeCount: 400, depth: 5, classCount } as const;
  const ensemble = await modelOf(modelFile, peer, () =>
    randomEnsemble({ ...shape, link: 'softmax' }, table, 2),
  );
  for (const threadCount of [1, 2]) {
    const team = await startThreadTeam({ threadCount, threadUrl });
    const predict = (rows: FeatureTable) => predictProbabilities(ensemble, rows);
    const scores = scoreTreePermutations(ensemble, table, labels, team);
    const params = { repeatCount, seed: 0 };
    const run = () =>
      finish(permutationImportance(predict, table, labels, classCount, params, scores));
    const found = run();
    const oursMs = shortestMs(5, run);
    await team.dispose();
    yield {
      name: `permutation importance ${rowCount.toLocaleString('en')} x ${columnCount} x ${repeatCount}`,
      threadCount,
      oursMs,
      peer: typeof peer === 'string' ? peer : `scikit-learn ${peer.version}, ${peer.how}`,
      peerMs: typeof peer === 'string' ? null : peer.ms,
      target: [25, 35][threadCount - 1] ?? null,
      agreement:
        typeof peer === 'string'
          ? ''
          : `accuracy ${Math.abs(found.scores.balancedAccuracy - peer.accuracy).toExponential(0)}`,
    };
  }
}

export const benchmark: Benchmark = {
  name: 'explanations',
  async *run(context) {
    yield* measureShap(context);
    yield* measurePermutation(context);
  },
};
