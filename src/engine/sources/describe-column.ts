// What a column seems to hold, from a sample of its values.
import type { ColumnDescription } from '#shared/data/description';
import { inferType, type Inference } from './infer-type.ts';
import type { Decimal } from './number-text.ts';
import type { SampleColumn, SampleValue, SourceSample } from './source-sample.ts';

const exampleCount = 5;
const exampleLength = 80;

function isMissing(value: SampleValue): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

function examplesOf(distinct: ReadonlySet<string>): string[] {
  return [...distinct]
    .slice(0, exampleCount)
    .map((text) => (text.length > exampleLength ? `${text.slice(0, exampleLength - 1)}…` : text));
}

/** Names of kinds are few and short; keys and texts are neither. */
const greatestValueCount = 60;

/** The values with how often they come, where they are few enough to be listed. */
function valuesOf(
  present: readonly SampleValue[],
  distinct: ReadonlySet<string>,
): { values?: string[] } {
  if (distinct.size === 0 || distinct.size > greatestValueCount) return {};
  if ([...distinct].some((text) => text.length > exampleLength)) return {};
  const counts = new Map<string, number>();
  for (const value of present) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  return { values: [...distinct].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)) };
}

function noteOf(column: SampleColumn, inference: Inference): { note?: string } {
  const notes = [column.note, ...inference.notes].filter((note) => note !== undefined);
  return notes.length === 0 ? {} : { note: notes.join(' ') };
}

/** @param values of the sampled rows, in their order. */
export function describeColumn(
  column: SampleColumn,
  values: readonly SampleValue[],
  decimal: Decimal,
): ColumnDescription {
  const present = values.filter((value) => !isMissing(value));
  const inference = inferType(column, present, decimal);
  const distinct = new Set(present.map(String));
  const missingCount = values.length - present.length + inference.missingCount;
  return {
    name: column.name,
    type: inference.type,
    ...(inference.timeFormat === undefined ? {} : { timeFormat: inference.timeFormat }),
    timeAmbiguous: inference.timeAmbiguous,
    examples: examplesOf(distinct),
    ...valuesOf(present, distinct),
    missingShare: values.length === 0 ? 0 : missingCount / values.length,
    distinctInSample: distinct.size,
    ...noteOf(column, inference),
  };
}

/** All columns of a sample. */
export function describeColumns(sample: SourceSample): ColumnDescription[] {
  const rows = [...sample.firstRows, ...sample.spreadRows];
  return sample.columns.map((column, index) =>
    describeColumn(
      column,
      rows.map((row) => row[index] ?? null),
      sample.decimal,
    ),
  );
}
