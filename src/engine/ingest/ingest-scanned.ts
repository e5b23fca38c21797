// Delimited and Parquet files: DuckDB reads them in one statement.
import type { Mapping } from '#shared/recipe/mapping';
import type { Source } from '#shared/recipe/source';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { sampleSource } from '../sources/sample-source.ts';
import { scanSql } from '../sources/scan-sql.ts';
import type { SampleValue, SourceSample } from '../sources/source-sample.ts';
import { eventRoles, isTextByHand } from './event-roles.ts';
import { extraColumns } from './extra-columns.ts';
import { finishScanned } from './finish-scanned.ts';
import type { IngestSummary } from './ingest-summary.ts';
import type { ScannedInput } from './read-scanned.ts';
import { isIntegerType, isNumberType, scanColumn } from './scanned-events.ts';
import { readingStage, sortingStage } from './stages.ts';
import { timeKindOf } from './time-kind.ts';

export async function ingestScanned(
  duckDb: DuckDb,
  source: Source,
  mapping: Mapping,
  fingerprint: string,
  copyFolder: string,
  context: JobContext,
): Promise<IngestSummary> {
  context.progress(readingStage.name, 0);
  const roles = eventRoles(source, mapping);
  const sample = await sampleSource(source, 'event');
  const scan = await scanSql(source, { copyFolder });
  const person = scanColumn(scan, mapping.person.column);
  const time = scanColumn(scan, mapping.time.column);
  const extra = extraColumns(mapping, sample, (column) =>
    isNumberType(scanColumn(scan, column).type),
  );
  await scan.prepare(context);
  const integers =
    !isTextByHand(mapping, mapping.person.column) &&
    (isIntegerType(person.type) || samplesIntegers(sample, person.name));
  const input: ScannedInput = {
    file: source.file,
    scan,
    roles,
    extra,
    mapping,
    personType: integers ? 'integer' : 'text',
    timeKind: timeKindOf(sample, time.name, mapping.time.format, time.type),
    fingerprint,
    onRead: (fraction) => {
      const { name } = fraction < 1 ? readingStage : sortingStage;
      context.progress(name, fraction < 1 ? fraction : null);
    },
  };
  try {
    return await finishScanned(duckDb, input, context);
  } catch (thrown) {
    // A row that does not fit was met further down: once more, from a copy without such rows.
    const soundRows = await scan.afterFault(thrown);
    if (soundRows === null) throw thrown;
    await soundRows.prepare(context);
    return finishScanned(duckDb, { ...input, scan: soundRows }, context);
  }
}

/** Written as DuckDB would write it: neither 0012 nor +12, and within 64 bits. */
const canonicalInteger = /^(?:0|-?[1-9]\d{0,17})$/;

function isCanonicalInteger(value: SampleValue): boolean {
  return value === null || canonicalInteger.test(String(value));
}

function samplesIntegers(sample: SourceSample, column: string): boolean {
  const index = sample.columns.findIndex(({ name }) => name === column);
  const rows = [...sample.firstRows, ...sample.spreadRows];
  return index >= 0 && rows.every((row) => isCanonicalInteger(row[index] ?? null));
}
