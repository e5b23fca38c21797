// Takes the joined people into columns on shared memory, a chunk at a time.
import type { DuckDBVector } from '@duckdb/node-api';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { sharedColumn } from '../features/person-features.ts';
import { whileCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';

export interface PeopleField {
  readonly sql: string;
  /** Names of levels, whose indices become the values; null for numbers. */
  readonly levels: readonly string[] | null;
}

export interface StreamedPeople {
  readonly persons: readonly string[];
  readonly columns: readonly Float64Array<SharedArrayBuffer>[];
  readonly labels: readonly (string | null)[] | null;
}

/** @param label SQL of the label's text; null where it comes from elsewhere */
export async function streamPeople(
  duckDb: DuckDb,
  fields: readonly PeopleField[],
  label: string | null,
  context: JobContext,
): Promise<StreamedPeople> {
  const [[count] = []] = await duckDb.rows('SELECT count(*) FROM joined');
  const rowCount = Number(count ?? 0);
  const persons: string[] = [];
  const labels: (string | null)[] = [];
  const columns = fields.map(() => sharedColumn(rowCount));
  const indexes = fields.map(
    ({ levels }) => levels && new Map(levels.map((name, index) => [name, index])),
  );
  const list = ['person', ...fields.map(({ sql }) => sql), ...(label === null ? [] : [label])];
  const sql = `SELECT ${list.join(', ')} FROM joined ORDER BY person`;
  await whileCancellable(duckDb, context, () =>
    onDuckDb('the working store', async () => {
      const result = await duckDb.connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) break;
        const start = persons.length;
        takeTexts(chunk.getColumnVector(0), (text) => persons.push(text ?? ''));
        columns.forEach((column, i) => {
          takeValues(chunk.getColumnVector(i + 1), column, start, indexes[i] ?? null);
        });
        if (label !== null) {
          takeTexts(chunk.getColumnVector(fields.length + 1), (text) => labels.push(text));
        }
      }
    }),
  );
  return { persons, columns, labels: label === null ? null : labels };
}

function takeTexts(vector: DuckDBVector, take: (text: string | null) => void): void {
  for (let row = 0; row < vector.itemCount; row++) {
    const item = vector.getItem(row);
    take(item === null ? null : String(item));
  }
}

function takeValues(
  vector: DuckDBVector,
  column: Float64Array,
  start: number,
  levels: ReadonlyMap<string, number> | null,
): void {
  for (let row = 0; row < vector.itemCount; row++) {
    const item = vector.getItem(row);
    column[start + row] =
      item === null ? NaN : levels ? (levels.get(String(item)) ?? NaN) : Number(item);
  }
}
