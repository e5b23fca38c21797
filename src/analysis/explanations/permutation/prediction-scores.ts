// How good predictions are: log-loss and balanced accuracy, with the classes' sizes worked out once.
import { AnalysisError } from '../../analysis-error.ts';
import { leastProbability } from '../../supervised/metrics/log-loss.ts';
import type { Labels } from '../../agreement/cross-table.ts';

export interface PredictionScores {
  /** Mean of -log of the probability of the true class. */
  readonly logLoss: number;
  /** Mean over the classes that have rows of the share of their rows that is told right. */
  readonly balancedAccuracy: number;
}

/**
 * Ties between classes go to the first.
 *
 * @param probabilities rows x classes
 * @param labels 0 to classCount - 1
 * @throws AnalysisError `input.length-mismatch`, `input.unknown-label`
 */
export function scorePredictions(
  probabilities: Float64Array,
  labels: Labels,
  classCount: number,
): PredictionScores {
  const rowCount = labels.length;
  const sizes = countLabels(labels, classCount, probabilities.length);
  const right = new Float64Array(classCount);
  let loss = 0;
  for (let row = 0; row < rowCount; row++) {
    const label = labels[row]!;
    const start = row * classCount;
    let best = 0;
    for (let k = 1; k < classCount; k++) {
      if (probabilities[start + k]! > probabilities[start + best]!) best = k;
    }
    loss -= Math.log(Math.max(leastProbability, probabilities[start + label]!));
    if (best === label) right[label]! += 1;
  }
  return { logLoss: loss / rowCount, balancedAccuracy: meanRecall(right, sizes) };
}

/**
 * Rows of each class.
 *
 * @param cellCount predictions there are: one for each row and class
 * @throws AnalysisError `input.length-mismatch`, `input.unknown-label`
 */
export function countLabels(labels: Labels, classCount: number, cellCount: number): Float64Array {
  if (cellCount !== labels.length * classCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `${cellCount} predictions meet ${labels.length} labels of ${classCount} classes.`,
      'The model has to give every row a probability for every class.',
    );
  }
  const sizes = new Float64Array(classCount);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (!(label >= 0 && label < classCount)) refuseLabel(label, row, classCount);
    sizes[label]! += 1;
  }
  return sizes;
}

/** Mean share of rows told right, over the classes that have rows. */
export function meanRecall(right: Float64Array, sizes: Float64Array): number {
  let recall = 0;
  let classesWithRows = 0;
  for (let k = 0; k < sizes.length; k++) {
    if (sizes[k] === 0) continue;
    recall += right[k]! / sizes[k]!;
    classesWithRows++;
  }
  return recall / classesWithRows;
}

function refuseLabel(label: number, row: number, classCount: number): never {
  throw new AnalysisError(
    'input.unknown-label',
    `Row ${row} has the label ${label}, known are 0 to ${classCount - 1}.`,
    'Give the labels of the held-out rows, without those whose segment is not known.',
    { row },
  );
}
