// Fits gradient boosting on histograms: a tree a class in every round, until the rows held out are
// described no better.
import { gradientTreesKernel } from '#kernels/gradient-trees';
import type { Team } from '../../team.ts';
import { binTable, fitBinning } from '../binning/bin-table.ts';
import { classWeightsOf } from '../class-weights.ts';
import type { FeatureTable } from '../feature-table.ts';
import { joinTrees, type GrownTree } from '../grown-tree.ts';
import {
  classCounts,
  requireParameters,
  requireTable,
  requireTarget,
} from '../require-supervised.ts';
import { selectLabels, selectRows } from '../select-rows.ts';
import { outputCountOf, type BoostingData, type BoostingRounds } from './boosting-data.ts';
import type { BoostingFit, BoostingParams, BoostingStep } from './boosting-types.ts';
import { holdOut } from './hold-out.ts';
import { kernelRounds } from './kernel-rounds.ts';
import { marginLoss } from './margin-loss.ts';
import { scalarRounds } from './scalar-rounds.ts';

/** A loss has to fall by this much to count as better. */
const leastImprovement = 1e-7;

/**
 * Fits gradient boosting, yielding after every round. The same seed gives the same bytes with a team
 * of any size and without one.
 *
 * @param target class of each row
 * @throws AnalysisError as `requireTable`, `requireTarget`; `parameter.out-of-range`
 */
export function* fitBoosting(
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
  params: BoostingParams,
  team?: Team,
): Generator<BoostingStep, BoostingFit> {
  requireBoostingParams(params);
  requireTable(table);
  requireTarget(table, target, classCount);
  const data = prepare(table, target, classCount, params, team);
  const isOnTeam = team?.supports(gradientTreesKernel);
  const rounds = team && isOnTeam ? kernelRounds(data, team) : scalarRounds(data);
  try {
    return yield* runRounds(rounds, data);
  } finally {
    rounds.close();
  }
}

function prepare(
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
  params: BoostingParams,
  team: Team | undefined,
): BoostingData {
  const split = holdOut(target, classCount, params.heldOutShare, params.seed);
  const trainingTable = split.heldOut.length > 0 ? selectRows(table, split.training) : table;
  const trainingTarget = split.heldOut.length > 0 ? selectLabels(target, split.training) : target;
  const binning = fitBinning(trainingTable, team);
  const classWeights = classWeightsOf(
    params.classWeighting,
    classCounts(trainingTarget, classCount),
  );
  return {
    training: binTable(trainingTable, binning, team),
    heldOut: binTable(selectRows(table, split.heldOut), binning, team),
    target: trainingTarget,
    heldOutTarget: selectLabels(target, split.heldOut),
    classCount,
    classWeights,
    base: startMargins(trainingTarget, classWeights),
    params,
  };
}

/** Margins whose softmax is the weighted share of each class; centred, or one for two classes. */
function startMargins(target: Int32Array, classWeights: Float64Array): Float64Array {
  const counts = classCounts(target, classWeights.length);
  // A class without rows is taken for half a row, so that its margin is finite.
  const logs = Float64Array.from(counts, (count, label) =>
    Math.log(Math.max(count * classWeights[label]!, 0.5)),
  );
  if (outputCountOf(logs.length) === 1) return Float64Array.of(logs[1]! - logs[0]!);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return logs.map((log) => log - mean);
}

function* runRounds(
  rounds: BoostingRounds,
  data: BoostingData,
): Generator<BoostingStep, BoostingFit> {
  const { params, heldOut, heldOutTarget, classWeights } = data;
  const hasHeldOut = heldOut.rowCount > 0;
  const lossNow = () => marginLoss(rounds.heldOutMargins(), heldOutTarget, classWeights);
  const trees: GrownTree[][] = [];
  const losses: number[] = hasHeldOut ? [lossNow()] : [];
  let best = { round: 0, loss: losses[0] ?? Infinity };
  let stoppedEarly = false;
  for (let round = 1; round <= params.roundCount && !stoppedEarly; round++) {
    trees.push(rounds.growRound());
    const heldOutLoss = hasHeldOut ? lossNow() : null;
    if (heldOutLoss !== null) {
      losses.push(heldOutLoss);
      if (heldOutLoss < best.loss - leastImprovement) best = { round, loss: heldOutLoss };
      stoppedEarly = round - best.round >= params.patience;
    }
    yield { round, roundCount: params.roundCount, heldOutLoss };
  }
  const roundCount = hasHeldOut ? best.round : trees.length;
  return {
    ensemble: ensembleOf(trees.slice(0, roundCount), data),
    roundCount,
    heldOutLosses: losses,
    stoppedEarly,
    heldOutRowCount: heldOut.rowCount,
  };
}

/** Two classes get the halves of their common margin, with opposite signs. */
function ensembleOf(rounds: readonly GrownTree[][], data: BoostingData) {
  const { classCount, base, training } = data;
  const head = { classCount, link: 'softmax' } as const;
  if (base.length > 1) {
    const classes = rounds.flatMap((trees) => trees.map((_, output) => output));
    return joinTrees({ ...head, base }, rounds.flat(), classes, training.binning);
  }
  const trees = rounds.flat().flatMap((tree) => [scaled(tree, -0.5), scaled(tree, 0.5)]);
  const classes = trees.map((_, index) => index % 2);
  const bases = Float64Array.of(-base[0]! / 2, base[0]! / 2);
  return joinTrees({ ...head, base: bases }, trees, classes, training.binning);
}

function scaled(tree: GrownTree, factor: number): GrownTree {
  return { ...tree, values: tree.values.map((value) => value * factor) };
}

function requireBoostingParams(params: BoostingParams): void {
  requireParameters([
    ['roundCount', params.roundCount, 1, 100_000, true],
    ['learningRate', params.learningRate, 1e-6, 1, false],
    ['maxLeafCount', params.maxLeafCount, 2, 1024, true],
    ['maxDepth', params.maxDepth, 0, 1000, true],
    ['minLeafRows', params.minLeafRows, 1, 2 ** 31, true],
    ['l2', params.l2, 0, 1e12, false],
    ['heldOutShare', params.heldOutShare, 0, 0.9, false],
    ['patience', params.patience, 1, 100_000, true],
  ]);
}
