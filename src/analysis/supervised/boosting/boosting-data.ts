// The rows of a boosting fit in the form in which both backends need them.
import { missingBin, type BinnedTable } from '../binning/bin-table.ts';
import type { GrownTree } from '../grown-tree.ts';
import type { BoostingParams } from './boosting-types.ts';

export interface BoostingData {
  readonly training: BinnedTable;
  readonly heldOut: BinnedTable;
  readonly target: Int32Array;
  readonly heldOutTarget: Int32Array;
  readonly classCount: number;
  readonly classWeights: Float64Array;
  /** Margin of each output before any tree. */
  readonly base: Float64Array;
  readonly params: BoostingParams;
}

/** Two classes share one margin, of the second over the first; more have one each. */
export function outputCountOf(classCount: number): number {
  return classCount === 2 ? 1 : classCount;
}

/** Grows rounds of trees and keeps the margins of all rows. */
export interface BoostingRounds {
  /** Grows a tree for every output on the present margins and adds its values to the margins. */
  growRound(): GrownTree[];
  /** Margins of the rows held out, output after output. */
  heldOutMargins(): Float64Array;
  close(): void;
}

/** Hessians below this in a leaf would make its value unsafe (scikit-learn has the same bound). */
const leastHessian = 1e-3;
/** Keeps the quotient of an empty penalty and no hessian finite. */
export const smallestDivisor = 1e-15;
/** Levels with less support than this many rows stay together at a split. */
export const leastLevelSupport = 10;

/**
 * Steps in which gradients and hessians are rounded to whole numbers. Sums of whole numbers are
 * exact, so neither the order of rows nor the number of threads can show in them.
 */
export interface GradientScale {
  /** Steps in one; powers of two. */
  readonly gradient: number;
  readonly hessian: number;
  /** In a sum, bits below the hessian hold the number of rows. */
  readonly countBits: number;
}

export function leastHessianSteps({ hessian }: GradientScale): number {
  return Math.ceil(leastHessian * hessian);
}

/** @param greatestWeight of any class */
export function gradientScale(rowCount: number, greatestWeight: number): GradientScale {
  const countBits = Math.ceil(Math.log2(rowCount + 1));
  const weightBits = Math.max(0, Math.ceil(Math.log2(greatestWeight)));
  const gradientBits = Math.min(30, 50 - countBits) - weightBits;
  // A hessian is at most a quarter of the weight.
  const hessianBits = Math.min(30, 64 - 2 * countBits, 50 - countBits) - weightBits;
  return { gradient: 2 ** gradientBits, hessian: 2 ** hessianBits, countBits };
}

/** The most that a tree can have. */
export function greatestLeafCount({ params, training }: BoostingData): number {
  const byRows = Math.max(1, Math.floor(training.rowCount / params.minLeafRows));
  const byDepth = params.maxDepth > 0 ? 2 ** Math.min(params.maxDepth, 30) : Infinity;
  return Math.min(params.maxLeafCount, byRows, byDepth);
}

/** Bins that hold a level or a range, and for each column the missing one. */
export const binsPerColumn = missingBin + 1;
