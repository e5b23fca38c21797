// How good the predictions of tree ensembles are, straight from their margins and with an exponential and
// a logarithm of our own: it defines what the kernel permutation-scores computes.
import type { Labels } from '../../agreement/cross-table.ts';
import { naturalLog } from '../../hidden-markov/exponential.ts';
import { exponentialOfNegative } from '../../supervised/exponential.ts';
import { leastProbability } from '../../supervised/metrics/log-loss.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import { countLabels, meanRecall, type PredictionScores } from './prediction-scores.ts';

/** One logarithm serves so many rows: the product of their probabilities stays a normal number. */
export const rowsPerProduct = 16;

/**
 * As `scorePredictions` of the probabilities that the margins stand for, up to rounding.
 *
 * @param margins rows x classes, as `predictMargins` gives them
 * @throws AnalysisError `input.length-mismatch`, `input.unknown-label`
 */
export function scoreMargins(
  { classCount, link }: Pick<TreeEnsemble, 'classCount' | 'link'>,
  margins: Float64Array,
  labels: Labels,
): PredictionScores {
  const rowCount = labels.length;
  const sizes = countLabels(labels, classCount, margins.length);
  const right = new Float64Array(classCount);
  const products = new Float64Array(Math.ceil(rowCount / rowsPerProduct)).fill(1);
  const shares = new Float64Array(classCount);
  for (let row = 0; row < rowCount; row++) {
    const label = labels[row]!;
    shares.set(margins.subarray(row * classCount, (row + 1) * classCount));
    const total = link === 'softmax' ? takeExponentials(shares) : 1;
    let best = 0;
    for (let k = 1; k < classCount; k++) if (shares[k]! > shares[best]!) best = k;
    if (best === label) right[label]! += 1;
    products[Math.floor(row / rowsPerProduct)]! *= Math.max(
      leastProbability,
      shares[label]! / total,
    );
  }
  return { logLoss: logLossOf(products, rowCount), balancedAccuracy: meanRecall(right, sizes) };
}

/** exp of the distance to the greatest, in place; returns the sum. */
function takeExponentials(values: Float64Array): number {
  let greatest = values[0]!;
  for (let k = 1; k < values.length; k++) greatest = Math.max(greatest, values[k]!);
  let total = 0;
  for (let k = 0; k < values.length; k++) {
    const share = exponentialOfNegative(values[k]! - greatest);
    values[k] = share;
    total += share;
  }
  return total;
}

/** @param products of the rows' probabilities of their true classes, some rows each */
export function logLossOf(products: Float64Array, rowCount: number): number {
  let loss = 0;
  for (const product of products) loss -= naturalLog(product);
  return loss / rowCount;
}
