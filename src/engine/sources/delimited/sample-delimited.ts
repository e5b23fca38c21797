// The sample of a delimited file that type inference and preview look at.
import { columnLimit, type SampleValue, type SourceSample } from '../source-sample.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import type { DelimitedOptions } from '#shared/recipe/source';

function values(row: readonly string[]): SampleValue[] {
  return row.map((cell) => (cell === '' ? null : cell));
}

export function sampleDelimited(inspected: InspectedDelimited): SourceSample {
  return {
    columns: inspected.columnNames.slice(0, columnLimit).map((name) => ({ name })),
    firstRows: inspected.rows.map(values),
    spreadRows: inspected.spreadRows.map(values),
    rowCount: inspected.rowCount,
    rowCountExact: inspected.rowCountExact,
    decimal: inspected.decimal,
    warnings: [...inspected.warnings, ...copyWarning(inspected)],
  };
}

function copyWarning({ copyReasons, sizeBytes }: InspectedDelimited): string[] {
  if (copyReasons.length === 0) return [];
  const megabytes = Math.round(sizeBytes / 1e6);
  const size = megabytes < 1 ? 'less than 1 MB' : `about ${megabytes.toLocaleString('en-US')} MB`;
  return [
    `The file is copied into the working store (${size}) before it is read, because ${copyReasons.join(' and ')}.`,
  ];
}

/** All options of the file spelled out, so that a recipe reads it the same way for ever. */
export function explicitOptions(inspected: InspectedDelimited): DelimitedOptions {
  return {
    delimiter: inspected.dialect.delimiter,
    quote: inspected.dialect.quote,
    encoding: inspected.encoding,
    header: inspected.header,
    decimal: inspected.decimal,
    ...(inspected.header ? {} : { columnNames: [...inspected.columnNames] }),
  };
}
