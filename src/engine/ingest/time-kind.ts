// Whether the moments of a column are points in time or clock times as somebody wrote them.
import type { SampleValue, SourceSample } from '../sources/source-sample.ts';
import type { IngestSummary } from './ingest-summary.ts';

const writtenOffset = /(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?)\s*$/i;

/** A date alone ends like an offset does: `2015-05-20`. */
function hasOffset(value: SampleValue): boolean {
  return typeof value === 'string' && value.includes(':') && writtenOffset.test(value);
}

/** Formats whose moments are points in time, whatever stands in the cells. */
export function isPointInTime(format: string): boolean {
  return format.startsWith('unix-') || format.includes('%z');
}

/**
 * Counts since 1970 and texts with an offset are points in time; DuckDB turns them into UTC. Other
 * texts are taken as clock times of the recipe's time zone.
 */
export function timeKindOf(
  sample: SourceSample,
  column: string,
  format: string,
  nativeType = '',
): IngestSummary['timeKind'] {
  if (isPointInTime(format)) return 'utc';
  if (nativeType.toUpperCase().includes('TIME ZONE')) return 'utc';
  const index = sample.columns.findIndex(({ name }) => name.toLowerCase() === column.toLowerCase());
  const rows = [...sample.firstRows, ...sample.spreadRows];
  return format === 'iso' && rows.some((row) => hasOffset(row[index] ?? null))
    ? 'utc'
    : 'as-written';
}
