// A panel as the recursions see it: checked, sequences in an order of their own, Gaussian columns
// centred and scaled, so that neither the order of persons nor an offset changes a result.
import type { CovarianceKind, EmissionKind, SequencePanel } from './hidden-markov-types.ts';
import { naturalLog } from './exponential.ts';
import { logFactorial } from './log-factorial.ts';
import { measureColumn, type ColumnMeasure } from './measure-column.ts';
import { completeSequences, dependentColumns } from './dependent-columns.ts';
import { contentOrder } from './content-order.ts';
import { requirePanel } from './require-panel.ts';

/** Gaussian cells are (cell - origin) * scale; a missing cell is NaN still. */
export interface StandardPanel extends SequencePanel {
  readonly emissions: readonly EmissionKind[];
  readonly covariance: CovarianceKind;
  /** Indices of the Gaussian columns. */
  readonly gaussians: readonly number[];
  /** The source's sequence at each place. */
  readonly order: Uint32Array;
  /** The source's first row of the sequence at each place. */
  readonly sourceStarts: Uint32Array;
  readonly origin: Float64Array;
  /** Powers of two; 1 where not Gaussian, all equal where the covariance is spherical. */
  readonly scale: Float64Array;
  readonly measures: readonly ColumnMeasure[];
  /** One a sequence: nats that no state changes, of scales, of 2 pi, of factorials. */
  readonly constants: Float64Array;
  /** Places before this one are of sequences that lack cells of columns that depend on each other. */
  readonly firstComplete: number;
}

/** How a fit or a model stands to a panel's columns. */
export interface PanelUnits {
  readonly emissions: readonly EmissionKind[];
  readonly covariance: CovarianceKind;
  /** The middle of each Gaussian column (0 for others) and its spread; the panel's own where not given. */
  readonly origin?: Float64Array;
  readonly deviations?: readonly number[];
}

/**
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite`,
 *   `parameter.out-of-range` for a cell that its emission cannot produce
 */
export function standardisePanel(panel: SequencePanel, units: PanelUnits): StandardPanel {
  const { emissions, covariance } = units;
  requirePanel(panel, emissions);
  const complete = completeSequences(panel, dependentColumns(emissions, covariance));
  const order = contentOrder(panel, complete);
  const sequences = Array.from(order, (sequence) => sequence);
  const lengths = sequences.map((at) => panel.starts[at + 1]! - panel.starts[at]!);
  const starts = new Uint32Array(order.length + 1);
  lengths.forEach((length, place) => (starts[place + 1] = starts[place]! + length));
  const sourceStarts = Uint32Array.from(order, (sequence) => panel.starts[sequence]!);
  const gathered = panel.columns.map((column) => gather(column, starts, sourceStarts));
  const measures = gathered.map((column) => measureColumn(column));
  const gaussians = emissions.flatMap((kind, j) => (kind === 'gaussian' ? [j] : []));
  const isGaussian = (j: number) => emissions[j] === 'gaussian';
  const origin =
    units.origin ?? Float64Array.from(measures, ({ mean }, j) => (isGaussian(j) ? mean : 0));
  const deviations = units.deviations ?? measures.map(({ deviation }) => deviation);
  const scale = scalesOf(deviations, gaussians, covariance);
  gathered.forEach((column, j) => {
    if (!isGaussian(j)) return;
    for (let row = 0; row < column.length; row++) {
      column[row] = (column[row]! - origin[j]!) * scale[j]!;
    }
  });
  const shape = { rowCount: panel.rowCount, starts, columns: gathered, emissions, scale, measures };
  return {
    ...shape,
    covariance,
    gaussians,
    order,
    sourceStarts,
    origin,
    constants: constantsOf(shape),
    firstComplete: complete.reduce((count, isComplete) => count - isComplete, complete.length),
  };
}

function gather(column: Float64Array, starts: Uint32Array, sourceStarts: Uint32Array) {
  const gathered = new Float64Array(column.length);
  for (let place = 0; place < sourceStarts.length; place++) {
    const end = starts[place + 1]!;
    let from = sourceStarts[place]!;
    for (let row = starts[place]!; row < end; row++) gathered[row] = column[from++]!;
  }
  return gathered;
}

function scalesOf(
  deviations: readonly number[],
  gaussians: readonly number[],
  covariance: CovarianceKind,
): Float64Array {
  const scale = new Float64Array(deviations.length).fill(1);
  for (const j of gaussians) scale[j] = powerOfTwoNear(1 / deviations[j]!);
  if (covariance !== 'spherical') return scale;
  // One scale for all, or a sphere would not stay one.
  const least = gaussians.reduce((min, j) => Math.min(min, scale[j]!), Infinity);
  for (const j of gaussians) scale[j] = least;
  return scale;
}

function powerOfTwoNear(value: number): number {
  return 2 ** Math.max(-500, Math.min(500, Math.round(Math.log2(value))));
}

type ScaledColumns = Pick<
  StandardPanel,
  'rowCount' | 'starts' | 'columns' | 'emissions' | 'scale' | 'measures'
>;

function constantsOf(panel: ScaledColumns): Float64Array {
  const { starts, emissions, scale } = panel;
  const constants = new Float64Array(starts.length - 1);
  emissions.forEach((kind, j) => {
    if (kind === 'bernoulli') return;
    const perCell = kind === 'gaussian' ? naturalLog(scale[j]! / Math.sqrt(2 * Math.PI)) : 0;
    const column = panel.columns[j]!;
    const complete = panel.measures[j]!.presentCount === panel.rowCount;
    for (let place = 0; place < constants.length; place++) {
      const from = starts[place]!;
      const to = starts[place + 1]!;
      let presentCount = to - from;
      if (!complete)
        for (let row = from; row < to; row++) if (isMissing(column[row]!)) presentCount--;
      constants[place]! += presentCount * perCell;
      if (kind === 'gaussian') continue;
      for (let row = from; row < to; row++) {
        if (!isMissing(column[row]!)) constants[place]! -= logFactorial(column[row]!);
      }
    }
  });
  return constants;
}

function isMissing(cell: number): boolean {
  return cell !== cell;
}
