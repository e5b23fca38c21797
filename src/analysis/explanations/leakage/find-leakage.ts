// The leakage lint: columns that must not explain a label, found before anything is fitted.
import type { Labels } from '../../agreement/cross-table.ts';
import { requireCount, requireSameLength } from '../../statistics/require-values.ts';
import type { FeatureColumn, FeatureTable } from '../../supervised/feature-table.ts';
import { lonePredictorArea } from './lone-predictor.ts';

export type LeakageKind = 'looks-like-id' | 'predicts-alone' | 'dated-after-label';

export interface LeakageWarning {
  readonly kind: LeakageKind;
  readonly feature: number;
  readonly name: string;
  /** Share of distinct values, area under the ROC curve, or share of rows dated after the label. */
  readonly evidence: number;
  readonly text: string;
}

/** When things came to be known, in any unit of time; NaN: not known. */
export interface LeakageTimes {
  readonly label: Float64Array;
  /** By feature; null where the column has no time. */
  readonly features: readonly (Float64Array | null)[];
}

export interface LeakageOptions {
  readonly seed: number;
  readonly times?: LeakageTimes;
}

const idDistinctShare = 0.95;
const numericIdDistinctShare = 0.99;
/** Below this many rows nearly every column is nearly unique. */
const leastIdRows = 50;
/** Serial numbers fill their range: at most this many numbers for each row. */
const serialSpread = 20;
const idName = /(^|[^a-z])(id|key|uuid|guid|nr|no|number)([^a-z]|$)|[a-z](Id|ID|Key)$/;
export const lonePredictorLimit = 0.98;
const afterLabelShare = 0.01;

/**
 * @param labels 0 to classCount - 1 for every row
 * @throws AnalysisError `input.too-few-rows` below 10, `input.length-mismatch`
 */
export function findLeakage(
  table: FeatureTable,
  labels: Labels,
  classCount: number,
  options: LeakageOptions,
): LeakageWarning[] {
  requireCount(table.rowCount, 10, 'Leakage check');
  requireSameLength(labels, new Uint8Array(table.rowCount), 'Leakage check');
  return table.columns.flatMap((column, feature) => [
    ...idWarning(column, feature),
    ...lonePredictorWarning(column, feature, labels, classCount, options.seed),
    ...timeWarning(column, feature, options.times),
  ]);
}

function idWarning(column: FeatureColumn, feature: number): LeakageWarning[] {
  const { name, kind } = column;
  const present = column.values.filter((value) => !Number.isNaN(value));
  if (present.length < leastIdRows || kind === 'binary') return [];
  const evidence = new Set(present).size / present.length;
  const isId =
    kind === 'categorical'
      ? evidence >= idDistinctShare
      : evidence >= numericIdDistinctShare && looksSerial(name, present);
  if (!isId) return [];
  const share = `${(100 * evidence).toFixed(0)} %`;
  const text = `${name} looks like an id: ${share} of its values are distinct. It can name persons, not explain them.`;
  return [{ kind: 'looks-like-id', feature, name, evidence, text }];
}

/** Whole numbers that are named like an id, or that fill their range like serial numbers. */
function looksSerial(name: string, values: Float64Array): boolean {
  if (!values.every(Number.isInteger)) return false;
  const least = values.reduce((a, b) => Math.min(a, b));
  const greatest = values.reduce((a, b) => Math.max(a, b));
  return idName.test(name) || greatest - least <= serialSpread * values.length;
}

function lonePredictorWarning(
  column: FeatureColumn,
  feature: number,
  labels: Labels,
  classCount: number,
  seed: number,
): LeakageWarning[] {
  const { name } = column;
  const evidence = lonePredictorArea(column, labels, classCount, seed);
  if (evidence <= lonePredictorLimit) return [];
  const text = `${name} tells the label nearly alone (area under the curve ${evidence.toFixed(3)}). Is it the label in other words, or a consequence of it?`;
  return [{ kind: 'predicts-alone', feature, name, evidence, text }];
}

function timeWarning(
  { name }: FeatureColumn,
  feature: number,
  times: LeakageTimes | undefined,
): LeakageWarning[] {
  const own = times?.features[feature];
  if (!times || !own) return [];
  requireSameLength(own, times.label, `Times of ${name}`);
  let known = 0;
  let after = 0;
  own.forEach((time, row) => {
    const label = times.label[row]!;
    if (Number.isNaN(time) || Number.isNaN(label)) return;
    known++;
    if (time > label) after++;
  });
  const evidence = known === 0 ? 0 : after / known;
  if (evidence <= afterLabelShare) return [];
  const share = `${(100 * evidence).toFixed(1)} %`;
  const text = `${name} is dated after the label in ${share} of the rows: it was not known when the segment was.`;
  return [{ kind: 'dated-after-label', feature, name, evidence, text }];
}
