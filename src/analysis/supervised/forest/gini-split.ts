// The best split of a node of a forest's tree by Gini impurity, from counts of classes in bins.
import { missingBin, type BinnedTable } from '../binning/bin-table.ts';
import { binSetWords } from '../grown-tree.ts';

export interface GiniSplit {
  readonly score: number;
  readonly feature: number;
  readonly bin: number;
  /** Categorical split: the set of bins that go left; null for a numeric one. */
  readonly leftBins: Uint32Array | null;
  readonly missingLeft: boolean;
}

/**
 * Counts rows of one node by bin and class for one feature at a time. Only bins in use are looked at
 * and cleared again, so that small nodes cost little.
 */
export class GiniSplitFinder {
  private readonly table: BinnedTable;
  private readonly classWeights: Float64Array;
  private readonly minLeafRows: number;
  /** Bins x classes. */
  private readonly counts: Float64Array;
  private readonly usedBins = new Uint32Array(binSetWords);
  private readonly left: Float64Array;
  private total: Float64Array;
  private readonly missing: Float64Array;
  private best: GiniSplit | null = null;

  constructor(table: BinnedTable, classWeights: Float64Array, minLeafRows: number) {
    const classCount = classWeights.length;
    this.table = table;
    this.classWeights = classWeights;
    this.minLeafRows = minLeafRows;
    this.counts = new Float64Array((missingBin + 1) * classCount);
    this.left = new Float64Array(classCount);
    this.total = new Float64Array(classCount);
    this.missing = new Float64Array(classCount);
  }

  /** @param total draws of each class in the node */
  start(total: Float64Array): void {
    this.total = total;
    this.best = null;
  }

  get found(): GiniSplit | null {
    return this.best;
  }

  /**
   * Looks for a better split on a feature.
   *
   * @param draws how often the bootstrap drew each row
   * @returns false where all rows share one bin
   */
  tryFeature(feature: number, rows: Uint32Array, target: Int32Array, draws: Uint8Array): boolean {
    const bins = this.countBins(feature, rows, target, draws);
    if (bins.length > 1) {
      if (this.table.binning.columns[feature]!.isCategorical) this.scanLevels(feature, bins);
      else this.scanRanges(feature, bins);
    }
    const classCount = this.classWeights.length;
    for (const bin of bins) this.counts.fill(0, bin * classCount, (bin + 1) * classCount);
    return bins.length > 1;
  }

  /** Counts rows; returns the bins in use, ascending. */
  private countBins(
    feature: number,
    rows: Uint32Array,
    target: Int32Array,
    draws: Uint8Array,
  ): number[] {
    const { bins, binning } = this.table;
    const featureCount = binning.columns.length;
    const classCount = this.classWeights.length;
    this.usedBins.fill(0);
    for (const row of rows) {
      const bin = bins[row * featureCount + feature]!;
      this.usedBins[bin >>> 5]! |= 1 << (bin & 31);
      this.counts[bin * classCount + target[row]!]! += draws[row]!;
    }
    const used: number[] = [];
    for (let word = 0; word < binSetWords; word++) {
      for (let bits = this.usedBins[word]!; bits !== 0; bits &= bits - 1) {
        used.push(word * 32 + 31 - Math.clz32(bits & -bits));
      }
    }
    return used;
  }

  private addBin(bin: number, to: Float64Array): void {
    const cell = bin * to.length;
    for (let k = 0; k < to.length; k++) to[k]! += this.counts[cell + k]!;
  }

  /** Ranges of bins with missing values on the right, and where there are any also on the left. */
  private scanRanges(feature: number, bins: readonly number[]): void {
    const hasMissing = bins.at(-1) === missingBin;
    const valueBins = hasMissing ? bins.slice(0, -1) : bins;
    this.missing.fill(0);
    if (hasMissing) this.addBin(missingBin, this.missing);
    this.left.fill(0);
    for (let i = 0; i < valueBins.length; i++) {
      const bin = valueBins[i]!;
      this.addBin(bin, this.left);
      const next = valueBins[i + 1];
      // Half way between the bins in use; the last range parts values from missing ones.
      const middle = next === undefined ? missingBin - 1 : (bin + next - 1) >>> 1;
      const split = { feature, bin: middle, leftBins: null };
      if (next !== undefined || hasMissing) this.offer({ ...split, missingLeft: false }, false);
      if (next !== undefined && hasMissing) this.offer({ ...split, missingLeft: true }, true);
    }
  }

  /**
   * Levels in the order of their share of a class: for two classes the best subset is a prefix
   * (Breiman et al. 1984); for more, the order of every class is tried.
   */
  private scanLevels(feature: number, bins: readonly number[]): void {
    const classCount = this.classWeights.length;
    for (let label = classCount === 2 ? 1 : 0; label < classCount; label++) {
      const shares = new Map(bins.map((bin) => [bin, this.shareOf(bin, label)]));
      const order = [...bins].sort((a, b) => shares.get(a)! - shares.get(b)! || a - b);
      const leftBins = new Uint32Array(binSetWords);
      this.left.fill(0);
      for (const bin of order.slice(0, -1)) {
        this.addBin(bin, this.left);
        leftBins[bin >>> 5]! |= 1 << (bin & 31);
        const missingLeft = leftBins[binSetWords - 1]! >>> 31 === 1;
        this.offer({ feature, bin: -1, leftBins, missingLeft }, false);
      }
    }
  }

  private shareOf(bin: number, label: number): number {
    const cell = bin * this.classWeights.length;
    let sum = 0;
    this.classWeights.forEach((weight, k) => (sum += weight * this.counts[cell + k]!));
    return (this.classWeights[label]! * this.counts[cell + label]!) / sum;
  }

  /** Keeps the split with the counts in `left` if it is better than the best so far. */
  private offer(split: Omit<GiniSplit, 'score'>, withMissing: boolean): void {
    const { classWeights, left, total, missing } = this;
    let leftRows = 0;
    let rightRows = 0;
    // Sums over even and odd classes apart, as two lanes do it.
    const sums = new Float64Array(8);
    for (let k = 0; k < left.length; k++) {
      const lane = k & 1;
      const leftCount = withMissing ? left[k]! + missing[k]! : left[k]!;
      const rightCount = total[k]! - leftCount;
      leftRows += leftCount;
      rightRows += rightCount;
      const leftWeight = classWeights[k]! * leftCount;
      const rightWeight = classWeights[k]! * rightCount;
      sums[lane]! += leftWeight;
      sums[2 + lane]! += rightWeight;
      sums[4 + lane]! += leftWeight * leftWeight;
      sums[6 + lane]! += rightWeight * rightWeight;
    }
    if (leftRows < this.minLeafRows || rightRows < this.minLeafRows) return;
    const [leftWeight, rightWeight] = [sums[0]! + sums[1]!, sums[2]! + sums[3]!];
    const [leftSquares, rightSquares] = [sums[4]! + sums[5]!, sums[6]! + sums[7]!];
    // Scores are compared as fractions, so that only the better ones are divided.
    const numerator = leftSquares * rightWeight + rightSquares * leftWeight;
    const divisor = leftWeight * rightWeight;
    if (!(numerator > (this.best?.score ?? 0) * divisor)) return;
    const leftBins = split.leftBins && split.leftBins.slice();
    this.best = { ...split, leftBins, score: numerator / divisor };
  }
}
