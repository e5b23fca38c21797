// Writes everybody's class into the joined table, so that rules can be counted on it.
import { BOOLEAN, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import {
  customersTable,
  labelledColumn,
  personColumn,
  segmentColumn,
} from '../../customers/table-names.ts';
import type { DuckDb } from '../../duckdb/open-duckdb.ts';

const chunkRows = 2048;

export async function keepSegments(
  duckDb: DuckDb,
  persons: readonly string[],
  segments: Uint8Array,
  target: Int32Array,
  classNames: readonly string[],
): Promise<void> {
  await duckDb.run(`CREATE OR REPLACE TABLE assigned
    (${personColumn} VARCHAR, ${segmentColumn} VARCHAR, ${labelledColumn} BOOLEAN)`);
  const appender = await duckDb.connection.createAppender('assigned');
  for (let start = 0; start < persons.length; start += chunkRows) {
    const end = Math.min(persons.length, start + chunkRows);
    const chunk = DuckDBDataChunk.create([VARCHAR, VARCHAR, BOOLEAN], end - start);
    chunk.setColumnValues(0, persons.slice(start, end));
    const rows = Array.from({ length: end - start }, (_, i) => start + i);
    chunk.setColumnValues(
      1,
      rows.map((row) => classNames[segments[row] ?? 0] ?? ''),
    );
    chunk.setColumnValues(
      2,
      rows.map((row) => (target[row] ?? -1) >= 0),
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await duckDb.run(`CREATE OR REPLACE TABLE ${customersTable} AS
    SELECT c.*, a.${segmentColumn}, a.${labelledColumn}
    FROM ${customersTable} c JOIN assigned a ON a.${personColumn} = c.${personColumn}
    ORDER BY c.${personColumn};
    DROP TABLE assigned`);
}
