// What is found in every mapped column.
import type { QualityColumn } from '#shared/data/quality-report';
import type { JobContext } from '../jobs/job-context.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import type { IngestSummary } from '../ingest/ingest-summary.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import { columnWarnings } from './column-warnings.ts';
import { exactSkewness } from './exact-skewness.ts';

type SummaryColumn = IngestSummary['columns'][number];

interface ColumnFacts {
  readonly distinctCount: number;
  readonly minimum: number | string | null;
  readonly maximum: number | string | null;
  readonly skewness: number | null;
}

export async function describeEventColumns(
  tables: IngestedTables,
  context: JobContext,
): Promise<QualityColumn[]> {
  const described: QualityColumn[] = [];
  for (const column of tables.summary.columns) {
    const facts =
      column.role === 'click' && column.from === 'detail'
        ? await detailClickFacts(tables, column, context)
        : await eventColumnFacts(tables, column, context);
    const { name, role, type, rowCount, missingCount } = column;
    const known = {
      name,
      role,
      type,
      rowCount,
      missingCount,
      constant: facts.distinctCount <= 1,
      ...facts,
    };
    described.push({
      ...known,
      warnings: [...columnWarnings(known), ...unreadableWarning(column)],
    });
  }
  return described;
}

function unreadableWarning({ unreadableCount }: SummaryColumn): string[] {
  if (unreadableCount === 0) return [];
  const count = unreadableCount.toLocaleString('en-US');
  return [`${count} cells are no numbers and count as missing.`];
}

async function eventColumnFacts(
  { duckDb }: IngestedTables,
  column: SummaryColumn,
  context: JobContext,
): Promise<ColumnFacts> {
  const cell = column.eventColumn;
  const isExtraNumber = column.role === 'extra' && column.type === 'number';
  const number = column.role === 'amount' || column.role === 'click' || isExtraNumber;
  // Integers and moments are compared as such and shown as text.
  const end = (of: 'min' | 'max'): string =>
    number ? `${of}(${cell})` : `left(CAST(${of}(${cell}) AS VARCHAR), 80)`;
  const [row] = await runCancellable(
    duckDb,
    `SELECT count(DISTINCT ${cell}), ${end('min')}, ${end('max')} FROM event`,
    context,
  );
  const [distinctCount, minimum, maximum] = row ?? [];
  return {
    distinctCount: Number(distinctCount ?? 0),
    minimum: cellOf(minimum),
    maximum: cellOf(maximum),
    skewness: column.role === 'amount' ? await exactSkewness(duckDb, cell, context) : null,
  };
}

function cellOf(value: unknown): number | string | null {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'bigint' ? Number(value) : null;
}

/** Of details only sums are kept: ones are counted by event, the others are zeros. */
async function detailClickFacts(
  { duckDb, summary }: IngestedTables,
  { rowCount, missingCount }: SummaryColumn,
  context: JobContext,
): Promise<ColumnFacts> {
  const [row] = await runCancellable(duckDb, 'SELECT sum(click_count) FROM event', context);
  const ones = Number(row?.[0] ?? 0);
  const observed = rowCount - missingCount - summary.unreadableClickCount;
  const values = [...(observed > ones ? [0] : []), ...(ones > 0 ? [1] : [])];
  return {
    distinctCount: values.length,
    minimum: values[0] ?? null,
    maximum: values.at(-1) ?? null,
    skewness: null,
  };
}
