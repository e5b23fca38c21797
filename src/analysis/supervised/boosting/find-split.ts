// The best split of a node from its histograms of gradients.
import { missingBin, type BinnedTable } from '../binning/bin-table.ts';
import { binSetWords } from '../grown-tree.ts';
import {
  binsPerColumn,
  leastHessianSteps,
  leastLevelSupport,
  smallestDivisor,
  type GradientScale,
} from './boosting-data.ts';
import type { BoostingParams } from './boosting-types.ts';

/** Sums over rows, in steps of the scale. */
export interface GradientSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly count: number;
}

export interface BoostingSplit {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  /** Categorical split: the set of bins that go left; null for a numeric one. */
  readonly leftBins: Uint32Array | null;
  readonly missingLeft: boolean;
  readonly left: GradientSums;
}

/** Cells of a histogram: gradient, hessian, count of each bin of each column. */
export const cellsPerBin = 3;

export class SplitFinder {
  private readonly table: BinnedTable;
  private readonly scale: GradientScale;
  private readonly minLeafRows: number;
  /** In steps of hessians, as all sums here are. */
  private readonly penalty: number;
  private readonly leastHessian: number;
  private histogram: Float64Array = new Float64Array(0);
  private total: GradientSums = { gradient: 0, hessian: 0, count: 0 };
  private best: BoostingSplit | null = null;
  private bestScore = 0;

  constructor(table: BinnedTable, scale: GradientScale, params: BoostingParams) {
    this.table = table;
    this.scale = scale;
    this.minLeafRows = params.minLeafRows;
    this.penalty = (params.l2 + smallestDivisor) * scale.hessian;
    this.leastHessian = leastHessianSteps(scale);
  }

  /** The split of the greatest gain, of equal ones the first; null where none gains. */
  find(histogram: Float64Array, total: GradientSums): BoostingSplit | null {
    this.histogram = histogram;
    this.total = total;
    this.best = null;
    const { gradient, hessian } = total;
    const parentScore = (gradient * gradient) / (hessian + this.penalty);
    this.bestScore = parentScore;
    this.table.binning.columns.forEach(({ binCount, isCategorical }, feature) => {
      const hasMissing = this.table.hasMissing[feature] === 1;
      if (isCategorical) return this.scanLevels(feature, binCount, hasMissing);
      this.scanUp(feature, binCount - 1 + (hasMissing ? 1 : 0));
      if (hasMissing) this.scanDown(feature, binCount);
    });
    return withGain(this.best, this.bestScore - parentScore);
  }

  /**
   * Whether a split is allowed and better than the best so far. Scores are compared as fractions,
   * so that only the better ones are divided.
   */
  private isBetter(left: GradientSums): boolean {
    const right = this.rest(left);
    if (left.count < this.minLeafRows || right.count < this.minLeafRows) return false;
    if (left.hessian < this.leastHessian || right.hessian < this.leastHessian) return false;
    const leftDivisor = left.hessian + this.penalty;
    const rightDivisor = right.hessian + this.penalty;
    const numerator =
      left.gradient * left.gradient * rightDivisor + right.gradient * right.gradient * leftDivisor;
    const divisor = leftDivisor * rightDivisor;
    if (!(numerator > this.bestScore * divisor)) return false;
    this.bestScore = numerator / divisor;
    return true;
  }

  private plus(sums: GradientSums, feature: number, bin: number): GradientSums {
    const cell = (feature * binsPerColumn + bin) * cellsPerBin;
    return {
      gradient: sums.gradient + this.histogram[cell]!,
      hessian: sums.hessian + this.histogram[cell + 1]!,
      count: sums.count + this.histogram[cell + 2]!,
    };
  }

  private rest(sums: GradientSums): GradientSums {
    return {
      gradient: this.total.gradient - sums.gradient,
      hessian: this.total.hessian - sums.hessian,
      count: this.total.count - sums.count,
    };
  }

  /** Missing values go right. */
  private scanUp(feature: number, end: number): void {
    let left: GradientSums = { gradient: 0, hessian: 0, count: 0 };
    for (let bin = 0; bin < end; bin++) {
      left = this.plus(left, feature, bin);
      if (!this.isBetter(left)) continue;
      this.best = { gain: 0, feature, bin, leftBins: null, missingLeft: false, left };
    }
  }

  /** Missing values go left. */
  private scanDown(feature: number, binCount: number): void {
    let right: GradientSums = { gradient: 0, hessian: 0, count: 0 };
    for (let bin = binCount - 2; bin >= 0; bin--) {
      right = this.plus(right, feature, bin + 1);
      const left = this.rest(right);
      if (!this.isBetter(left)) continue;
      this.best = { gain: 0, feature, bin, leftBins: null, missingLeft: true, left };
    }
  }

  /**
   * Levels in the order of their mean gradients, for which the best of all subsets is a prefix or a
   * suffix (Fisher 1958). Levels with little support stay on the right, which therefore always has
   * at least half of the levels. Missing values are a level of their own.
   */
  private scanLevels(feature: number, binCount: number, hasMissing: boolean): void {
    const order = this.orderLevels(feature, binCount, hasMissing);
    const middle = (order.length + 1) >>> 1;
    this.scanPrefix(feature, order, middle);
    this.scanPrefix(feature, order.reverse(), middle - 1);
  }

  private scanPrefix(feature: number, order: readonly number[], end: number): void {
    if (order.length < 2) return;
    let left: GradientSums = { gradient: 0, hessian: 0, count: 0 };
    for (let i = 0; i < end; i++) {
      left = this.plus(left, feature, order[i]!);
      if (!this.isBetter(left)) continue;
      const chosen = order.slice(0, i + 1);
      const missingLeft = chosen.includes(missingBin);
      this.best = { gain: 0, feature, bin: -1, leftBins: binSet(chosen), missingLeft, left };
    }
  }

  /** Bins with enough support by mean gradient, shrunk towards zero; equal ones by bin. */
  private orderLevels(feature: number, binCount: number, hasMissing: boolean): number[] {
    const supportFactor = this.total.count / (this.total.hessian / this.scale.hessian);
    const means = new Map<number, number>();
    for (let i = 0; i < binCount + (hasMissing ? 1 : 0); i++) {
      const bin = i < binCount ? i : missingBin;
      const cell = (feature * binsPerColumn + bin) * cellsPerBin;
      const hessian = this.histogram[cell + 1]! / this.scale.hessian;
      if (!(hessian * supportFactor >= leastLevelSupport)) continue;
      const gradient = this.histogram[cell]! / this.scale.gradient;
      means.set(bin, gradient / (hessian + leastLevelSupport));
    }
    return [...means.keys()].sort((a, b) => means.get(a)! - means.get(b)! || a - b);
  }
}

function withGain(split: BoostingSplit | null, gain: number): BoostingSplit | null {
  return split && { ...split, gain };
}

function binSet(bins: readonly number[]): Uint32Array {
  const set = new Uint32Array(binSetWords);
  for (const bin of bins) set[bin >>> 5] = (set[bin >>> 5]! | (1 << (bin & 31))) >>> 0;
  return set;
}
