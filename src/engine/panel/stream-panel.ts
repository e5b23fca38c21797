// Takes the rows of the panel into columns, a chunk at a time: no row is ever an object.
import type { DuckDBVector } from '@duckdb/node-api';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import { sharedColumn } from '../features/person-features.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { runCancellable, whileCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { longEnoughSql, panelSql, parts, type PanelQuery } from './panel-sql.ts';

export interface PanelRows {
  readonly rowCount: number;
  /** Ascending: as numbers where all keys are integers, else by the bytes of their UTF-8. */
  readonly persons: readonly string[];
  /** personCount + 1 offsets into the rows. */
  readonly starts: Uint32Array;
  /** The period of every person's first row; each row is one period later. */
  readonly firstPeriods: Int32Array;
  /** Events of every row: 0 where the cells were put there by the fill policies. */
  readonly eventCounts: Uint32Array;
  /** Own units; NaN is missing. */
  readonly columns: readonly Float64Array<SharedArrayBuffer>[];
}

/** Of the temporary tables that `buildPanel` has made. */
export async function streamPanel(
  tables: IngestedTables,
  query: PanelQuery,
  { rowCount, personCount }: { rowCount: number; personCount: number },
  context: JobContext,
): Promise<PanelRows> {
  const { duckDb } = tables;
  const columns = query.features.map(() => sharedColumn(rowCount));
  const eventCounts = new Uint32Array(rowCount);
  const starts = new Uint32Array(personCount + 1);
  const firstPeriods = new Int32Array(personCount);
  const persons = await readSpans(tables, query, starts, firstPeriods, context);
  await whileCancellable(duckDb, context, () =>
    onDuckDb('the working store', async () => {
      const result = await duckDb.connection.stream(panelSql(query));
      let start = 0;
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) break;
        take(chunk.getColumnVector(2), eventCounts, start);
        for (const [index, column] of columns.entries()) {
          take(chunk.getColumnVector(index + 3), column, start);
        }
        start += chunk.rowCount;
        context.progress('Building the panel', Math.min(1, start / rowCount));
      }
      if (start !== rowCount) throw new Error(`the panel has ${start} rows, not ${rowCount}`);
    }),
  );
  return { rowCount, persons, starts, firstPeriods, eventCounts, columns };
}

/** Keys, and where the rows of each person begin. */
async function readSpans(
  { duckDb }: IngestedTables,
  { settings }: PanelQuery,
  starts: Uint32Array,
  firstPeriods: Int32Array,
  context: JobContext,
): Promise<string[]> {
  const rows = await runCancellable(
    duckDb,
    `SELECT CAST(person AS VARCHAR), first, last FROM ${parts.spans}
      WHERE ${longEnoughSql(settings)} ORDER BY person`,
    context,
  );
  return rows.map(([person, first, last], index) => {
    firstPeriods[index] = Number(first);
    starts[index + 1] = starts[index]! + Number(last) - Number(first) + 1;
    return typeof person === 'string' ? person : '';
  });
}

function take(vector: DuckDBVector, column: Float64Array | Uint32Array, start: number): void {
  for (let row = 0; row < vector.itemCount; row++) {
    const value = vector.getItem(row);
    column[start + row] = value === null ? NaN : Number(value);
  }
}
