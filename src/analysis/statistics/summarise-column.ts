// What the quality and feature pages say of one numeric column; missing cells are counted, not used.
import { AnalysisError } from '../analysis-error.ts';
import { moments, type Moments } from './moments.ts';
import { quantileOfSorted } from './quantile.ts';
import { requireCount, requireFinite } from './require-values.ts';

export interface ColumnSummary extends Moments {
  readonly missingCount: number;
  readonly zeroCount: number;
  readonly negativeCount: number;
  readonly distinctCount: number;
  readonly constant: boolean;
  /** True where every value is a whole number. */
  readonly whole: boolean;
  readonly median: number;
  /** The 25th and 75th percentile, type 7. */
  readonly quartiles: readonly [number, number];
  /** The 1st, 5th, 95th, 99th and 99.9th percentile, type 7. */
  readonly tails: {
    readonly p1: number;
    readonly p5: number;
    readonly p95: number;
    readonly p99: number;
    readonly p999: number;
  };
}

/**
 * @param column values in own units; NaN is a missing cell
 * @throws AnalysisError `input.empty` where no cell holds a value, `input.not-finite` for infinity
 */
export function summariseColumn(column: Float64Array, name: string): ColumnSummary {
  requireCount(column.length, 1, `Column ${name}`);
  const present = column.filter((value) => !Number.isNaN(value));
  if (present.length === 0) {
    throw new AnalysisError(
      'input.empty',
      `Column ${name}: all ${column.length} cells are missing.`,
      'Leave the column out, or map another one in its place.',
      { column: name },
    );
  }
  requireFinite(present, `Column ${name}`, name);
  const sorted = present.sort();
  const at = (probability: number) => quantileOfSorted(sorted, probability);
  return {
    ...moments(sorted),
    ...countKinds(sorted),
    missingCount: column.length - sorted.length,
    constant: sorted[0] === sorted[sorted.length - 1],
    median: at(0.5),
    quartiles: [at(0.25), at(0.75)],
    tails: { p1: at(0.01), p5: at(0.05), p95: at(0.95), p99: at(0.99), p999: at(0.999) },
  };
}

function countKinds(sorted: Float64Array) {
  let zeroCount = 0;
  let negativeCount = 0;
  let distinctCount = 0;
  let whole = true;
  let previous: number | undefined;
  for (const value of sorted) {
    if (value === 0) zeroCount++;
    if (value < 0) negativeCount++;
    if (value !== previous) distinctCount++;
    if (whole && !Number.isInteger(value)) whole = false;
    previous = value;
  }
  return { zeroCount, negativeCount, distinctCount, whole };
}
