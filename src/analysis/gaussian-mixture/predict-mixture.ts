// Gives rows, trained on or new, their component, its probability and the margin to the next.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';
import { requireFinite } from '../statistics/require-values.ts';
import {
  blockLogDensities,
  blockRowCount,
  normaliseBlock,
  prepareMixture,
} from './component-densities.ts';
import type { Mixture } from './mixture-types.ts';
import { packRows } from './packed-rows.ts';

export interface MixturePrediction {
  /** The component of the highest posterior, of equal ones the first. */
  readonly labels: Int32Array;
  /** Posterior probability of that component. */
  readonly posterior: Float64Array;
  /** That probability minus the second highest; 1 where there is one component only. */
  readonly margin: Float64Array;
  /** Log density of each row under the whole mixture: low for rows unlike the training rows. */
  readonly logDensity: Float64Array;
}

/** A block of rows first to first + count - 1 with its responsibilities. */
interface Block {
  readonly first: number;
  readonly count: number;
  /** k x blockRowCount, row-major by component. */
  readonly responsibilities: Float64Array;
  readonly logDensity: Float64Array;
}

/** @throws AnalysisError `input.length-mismatch`, `input.not-finite`, `fit.not-possible` */
export function predictMixture(mixture: Mixture, matrix: Matrix): MixturePrediction {
  const labels = new Int32Array(matrix.rowCount);
  const posterior = new Float64Array(matrix.rowCount);
  const margin = new Float64Array(matrix.rowCount);
  const logDensity = new Float64Array(matrix.rowCount);
  for (const block of evaluateBlocks(mixture, matrix)) {
    for (let r = 0; r < block.count; r++) {
      let best = -1;
      let highest = -1;
      let second = 0;
      for (let c = 0; c < mixture.k; c++) {
        const share = block.responsibilities[c * blockRowCount + r]!;
        if (share > highest) {
          second = Math.max(highest, 0);
          highest = share;
          best = c;
        } else if (share > second) second = share;
      }
      const row = block.first + r;
      labels[row] = best;
      posterior[row] = highest;
      margin[row] = highest - second;
      logDensity[row] = block.logDensity[r]!;
    }
  }
  return { labels, posterior, margin, logDensity };
}

/** All posteriors: k columns of one value a row. Errors as `predictMixture`. */
export function responsibilities(mixture: Mixture, matrix: Matrix): Float64Array[] {
  const columns = Array.from({ length: mixture.k }, () => new Float64Array(matrix.rowCount));
  for (const block of evaluateBlocks(mixture, matrix)) {
    columns.forEach((column, c) => {
      const start = c * blockRowCount;
      column.set(block.responsibilities.subarray(start, start + block.count), block.first);
    });
  }
  return columns;
}

function* evaluateBlocks(mixture: Mixture, matrix: Matrix): Generator<Block> {
  if (matrix.columns.length !== mixture.columnCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `The mixture has ${mixture.columnCount} columns, these rows have ${matrix.columns.length}.`,
      'Score data that has the features of the model.',
    );
  }
  matrix.columns.forEach((column, index) => requireFinite(column, `Column ${index}`, index));
  const origin = mixture.means.slice(0, mixture.columnCount);
  const rows = packRows(matrix, origin);
  const prepared = prepareMixture(mixture, origin);
  const block = new Float64Array(mixture.k * blockRowCount);
  const logDensity = new Float64Array(blockRowCount);
  for (let first = 0; first < matrix.rowCount; first += blockRowCount) {
    const count = Math.min(blockRowCount, matrix.rowCount - first);
    blockLogDensities(prepared, rows, first, count, block);
    normaliseBlock(block, mixture.k, first, count, logDensity);
    yield { first, count, responsibilities: block, logDensity };
  }
}
