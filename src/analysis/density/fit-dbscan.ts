// DBSCAN (Ester, Kriegel, Sander and Xu 1996) on a k-d tree, leaf against leaf, without neighbour lists.
import { dbscanKernel } from '#kernels/dbscan';
import { AnalysisError } from '../analysis-error.ts';
import type { Team } from '../team.ts';
import type { DbscanParams, DbscanPasses, DbscanResult, DbscanStep } from './dbscan-types.ts';
import type { KdTree } from './kd-tree.ts';
import { KernelPasses } from './kernel-dbscan.ts';
import { scalarPasses } from './scalar-dbscan.ts';

/** Where the time goes, roughly, for the share that a fit yields. */
const phaseShares = { counting: 0.5, joining: 0.3, bordering: 0.2 } as const;

/**
 * Clusters are numbered by their first core row; a border point that several clusters reach belongs to
 * the first of them: scikit-learn's labels exactly. Yields after every stretch of leaves.
 *
 * @param team whose threads share the work; plain TypeScript where not given, with the same labels
 * @throws AnalysisError `parameter.out-of-range`
 */
export function* fitDbscan(
  tree: KdTree,
  params: DbscanParams,
  team?: Team,
): Generator<DbscanStep, DbscanResult> {
  requireParams(params);
  const passes = openPasses(tree, team);
  try {
    return yield* runPasses(tree, params, passes);
  } finally {
    passes.close();
  }
}

/**
 * The passes over a tree, by the kernel where a team has it. They may be kept while eps moves.
 *
 * @throws TeamError `memory-full`
 */
export function openPasses(tree: KdTree, team?: Team): DbscanPasses {
  return team?.supports(dbscanKernel) ? new KernelPasses(tree, team) : scalarPasses(tree);
}

/** As `fitDbscan` with passes that are kept from fit to fit. */
export function* runPasses(
  tree: KdTree,
  params: DbscanParams,
  passes: DbscanPasses,
): Generator<DbscanStep, DbscanResult> {
  requireParams(params);
  const core = yield* inPhase('counting', 0, passes.countCores(params));
  const roots = yield* inPhase('joining', phaseShares.counting, passes.joinCores(params, core));
  const { coreLabels, clusterCount } = numberClusters(tree, core, roots);
  const labels = yield* inPhase(
    'bordering',
    phaseShares.counting + phaseShares.joining,
    passes.labelBorders(params, coreLabels),
  );
  return summarise(tree, core, labels, clusterCount);
}

function* inPhase<T>(
  phase: DbscanStep['phase'],
  before: number,
  pass: Generator<number, T>,
): Generator<DbscanStep, T> {
  for (;;) {
    const step = pass.next();
    if (step.done) return step.value;
    yield { phase, share: before + step.value * phaseShares[phase] };
  }
}

/** Numbers the connected sets of core points by their first row. */
function numberClusters(tree: KdTree, core: Uint8Array, roots: Uint32Array) {
  const positions = new Uint32Array(tree.rowCount);
  tree.rows.forEach((row, position) => (positions[row] = position));
  const numbers = new Int32Array(tree.rowCount).fill(-1);
  const coreLabels = new Int32Array(tree.rowCount).fill(-1);
  let clusterCount = 0;
  for (const position of positions) {
    if (core[position] === 0) continue;
    const root = roots[position]!;
    if (numbers[root] === -1) numbers[root] = clusterCount++;
    coreLabels[position] = numbers[root]!;
  }
  return { coreLabels, clusterCount };
}

function summarise(
  tree: KdTree,
  corePositions: Uint8Array,
  labelsByPosition: Int32Array,
  clusterCount: number,
): DbscanResult {
  const labels = new Int32Array(tree.rowCount);
  const core = new Uint8Array(tree.rowCount);
  const sizes = new Uint32Array(clusterCount);
  let coreCount = 0;
  let noiseCount = 0;
  tree.rows.forEach((row, position) => {
    const label = labelsByPosition[position]!;
    labels[row] = label;
    core[row] = corePositions[position]!;
    coreCount += corePositions[position]!;
    if (label === -1) noiseCount++;
    else sizes[label]!++;
  });
  const borderCount = tree.rowCount - coreCount - noiseCount;
  return { labels, core, clusterCount, sizes, coreCount, borderCount, noiseCount };
}

function requireParams({ eps, minPts }: DbscanParams): void {
  if (!(eps > 0 && Number.isFinite(eps))) {
    throw new AnalysisError(
      'parameter.out-of-range',
      `The radius eps is ${eps}, it has to be above 0 and finite.`,
      'Choose eps near the knee of the curve of neighbour distances.',
    );
  }
  if (!(Number.isInteger(minPts) && minPts >= 1)) {
    throw new AnalysisError(
      'parameter.out-of-range',
      `The number of neighbours minPts is ${minPts}, it has to be a whole number of at least 1.`,
      'Twice the number of dimensions is a good start.',
    );
  }
}
