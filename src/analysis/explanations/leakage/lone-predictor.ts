// How well a single column tells the label, judged on rows that it was not learnt from.
import type { Labels } from '../../agreement/cross-table.ts';
import { createRandom, deriveSeed } from '../../random.ts';
import { averageRanks } from '../../statistics/average-ranks.ts';
import { quantileOfSorted } from '../../statistics/quantile.ts';
import type { FeatureColumn } from '../../supervised/feature-table.ts';

const foldCount = 5;
const binCount = 32;

/**
 * The area under the one-against-rest ROC curve, averaged over the classes by their rows: five folds, in
 * each of which the shares of the classes are learnt by quantile bin (or level, or missing) of the rest.
 * 0.5: the column says nothing.
 */
export function lonePredictorArea(
  column: FeatureColumn,
  labels: Labels,
  classCount: number,
  seed: number,
): number {
  const rowCount = labels.length;
  const folds = foldsOf(rowCount, seed);
  const probabilities = Array.from({ length: classCount }, () => new Float64Array(rowCount));
  for (let fold = 0; fold < foldCount; fold++) {
    const training = column.values.filter((_, row) => folds[row] !== fold);
    const binOf = binnerOf(column, training);
    const counts = new Map<number, Float64Array>();
    const sizes = new Float64Array(classCount);
    for (let row = 0; row < rowCount; row++) {
      if (folds[row] === fold) continue;
      const bin = binOf(column.values[row]!);
      const cell = counts.get(bin) ?? new Float64Array(classCount);
      cell[labels[row]!]! += 1;
      sizes[labels[row]!]! += 1;
      counts.set(bin, cell);
    }
    for (let row = 0; row < rowCount; row++) {
      if (folds[row] !== fold) continue;
      const cell = counts.get(binOf(column.values[row]!));
      const total = cell?.reduce((sum, count) => sum + count, 0) ?? 0;
      for (let k = 0; k < classCount; k++) {
        // One row's worth of the classes' overall shares: an unseen level says nothing.
        const share = sizes[k]! / training.length;
        probabilities[k]![row] = ((cell?.[k] ?? 0) + share) / (total + 1);
      }
    }
  }
  return meanArea(probabilities, labels, classCount);
}

function foldsOf(rowCount: number, seed: number): Uint8Array {
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
  createRandom(deriveSeed(seed, 'leakage folds')).shuffle(order);
  const folds = new Uint8Array(rowCount);
  order.forEach((row, place) => (folds[row] = place % foldCount));
  return folds;
}

function binnerOf(column: FeatureColumn, training: Float64Array): (value: number) => number {
  if (column.kind !== 'continuous') return (value) => (Number.isNaN(value) ? -1 : value);
  const sorted = training.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return () => -1;
  const edges = [
    ...new Set(
      Array.from({ length: binCount - 1 }, (_, i) => quantileOfSorted(sorted, (i + 1) / binCount)),
    ),
  ];
  return (value) => {
    if (Number.isNaN(value)) return -1;
    const bin = edges.findIndex((edge) => value <= edge);
    return bin < 0 ? edges.length : bin;
  };
}

function meanArea(
  probabilities: readonly Float64Array[],
  labels: Labels,
  classCount: number,
): number {
  let weighted = 0;
  let weight = 0;
  for (let k = 0; k < classCount; k++) {
    const ranks = averageRanks(probabilities[k]!);
    let inside = 0;
    let sum = 0;
    for (let row = 0; row < labels.length; row++) {
      if (labels[row] !== k) continue;
      inside++;
      sum += ranks[row]!;
    }
    const outside = labels.length - inside;
    if (inside === 0 || outside === 0) continue;
    weighted += inside * ((sum - (inside * (inside + 1)) / 2) / (inside * outside));
    weight += inside;
  }
  return weight === 0 ? 0.5 : weighted / weight;
}
