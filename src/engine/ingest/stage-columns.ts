// How columns from reader threads stand in the staging tables: a typed column each. The few cells
// that the quick way could not read stand as text in a table of their own.
import { BIGINT, DOUBLE, TIMESTAMP, TINYINT, VARCHAR, type DuckDBType } from '@duckdb/node-api';
import { identifier } from '../duckdb/sql-text.ts';
import type { Transport } from '../sources/sqlite/page-reader-plan.ts';

export interface StageColumn {
  /** `person`, `occurred_at` ... */
  readonly name: string;
  readonly transport: Transport;
}

const typeOf: Readonly<Record<Transport, DuckDBType>> = {
  integer: BIGINT,
  text: VARCHAR,
  time: TIMESTAMP,
  number: DOUBLE,
  flag: TINYINT,
};

export function stageTypes(columns: readonly StageColumn[]): DuckDBType[] {
  return columns.map(({ transport }) => typeOf[transport]);
}

export function createStageSql(table: string, columns: readonly StageColumn[]): string {
  const definitions = columns.map(
    ({ name, transport }) => `${identifier(name)} ${typeOf[transport].toString()}`,
  );
  return `CREATE OR REPLACE TABLE ${identifier(table)} (${definitions.join(', ')})`;
}

/** Cells that travel as text: of which scan, row and column. */
export const stageCells = 'stage_cells';
export const createCellsSql = `CREATE TABLE IF NOT EXISTS ${stageCells}
  (scan INTEGER, row_number BIGINT, name VARCHAR, cell VARCHAR)`;

/** The column of `withCells` that holds the text of such a cell. */
export function textBeside(name: string): string {
  return `${name}_text`;
}

/** Whether cells may travel as text beside the values. */
export function hasTextBeside(transport: Transport): boolean {
  return transport === 'time' || transport === 'number' || transport === 'flag';
}

/**
 * A staging table with the text of every such cell beside its column.
 * @param named columns of this scan that have cells in `stage_cells`
 */
export function withCells(
  table: string,
  scan: number,
  columns: readonly StageColumn[],
  named: ReadonlySet<string>,
): string {
  const beside = columns.filter(({ transport }) => hasTextBeside(transport));
  const texts = beside.map(({ name }, index) =>
    named.has(name)
      ? `c${index}.cell AS ${textBeside(name)}`
      : `CAST(NULL AS VARCHAR) AS ${textBeside(name)}`,
  );
  const joins = beside.flatMap(({ name }, index) =>
    named.has(name)
      ? [
          `LEFT JOIN (SELECT row_number, cell FROM ${stageCells} WHERE scan = ${scan} AND name = '${name}') c${index} ON c${index}.row_number = s.row_number`,
        ]
      : [],
  );
  return `(SELECT ${['s.*', ...texts].join(', ')} FROM ${table} s ${joins.join(' ')})`;
}
