// Rows of a source before anything is read in full: the first ones, and some from further on.
import type { ColumnType } from '#shared/recipe/mapping';
import type { Decimal } from './number-text.ts';

/** A value as a reader delivers it. Moments and bytes are turned into text before. */
export type SampleValue = string | number | bigint | boolean | null;
export type SampleRow = readonly SampleValue[];

export interface SampleColumn {
  readonly name: string;
  /** Fixed by the source itself (Parquet); otherwise it is found out from the values. */
  readonly type?: ColumnType;
  /** Said by the source, such as "bytes, shown as hexadecimal". */
  readonly note?: string;
}

export interface SourceSample {
  readonly columns: readonly SampleColumn[];
  readonly firstRows: readonly SampleRow[];
  /** From other places of the source, where that is cheap. */
  readonly spreadRows: readonly SampleRow[];
  readonly rowCount: number | null;
  readonly rowCountExact: boolean;
  readonly decimal: Decimal;
  readonly warnings: readonly string[];
}

/** More columns than this are not described, so that no file can exhaust memory or the window. */
export const columnLimit = 2000;

/** How many rows of so wide a table are sampled: at most `most`, and bounded in cells. */
export function sampledRowLimit(columnCount: number, most: number): number {
  return Math.max(20, Math.min(most, Math.floor(400_000 / Math.max(1, columnCount))));
}
