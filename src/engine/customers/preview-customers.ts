// The first people of the joined table, as text.
import type { JoinReport } from '#shared/results/join-report';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { customersTable, personColumn } from './table-names.ts';

const shownRows = 20;

export async function previewCustomers(duckDb: DuckDb): Promise<JoinReport['preview']> {
  const reader = await duckDb.connection.runAndReadAll(
    `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${customersTable} ORDER BY ${personColumn} LIMIT ${shownRows}`,
  );
  return {
    columns: reader.columnNames(),
    rows: reader
      .getRowsJS()
      .map((row) => row.map((cell) => (typeof cell === 'string' ? cell : null))),
  };
}
