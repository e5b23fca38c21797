// How columns from reader threads stand in the staging tables: a typed column, and beside it the
// text of cells that the quick way could not read.
import { BIGINT, DOUBLE, TIMESTAMP, TINYINT, VARCHAR, type DuckDBType } from '@duckdb/node-api';
import { identifier } from '../duckdb/sql-text.ts';
import type { Transport } from '../sources/sqlite/page-reader-plan.ts';

export interface StageColumn {
  /** `person`, `occurred_at` ...; the text beside it is `person_text` and so on. */
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

/** Whether cells may travel as text beside the values. */
export function hasTextBeside(transport: Transport): boolean {
  return transport === 'time' || transport === 'number' || transport === 'flag';
}

export function textBeside(name: string): string {
  return `${name}_text`;
}

/** DuckDB's types of all columns of a staging table, in order. */
export function stageTypes(columns: readonly StageColumn[]): DuckDBType[] {
  return columns.flatMap(({ transport }) =>
    hasTextBeside(transport) ? [typeOf[transport], VARCHAR] : [typeOf[transport]],
  );
}

export function createStageSql(table: string, columns: readonly StageColumn[]): string {
  const definitions = columns.flatMap(({ name, transport }) => {
    const typed = `${identifier(name)} ${typeOf[transport].toString()}`;
    return hasTextBeside(transport) ? [typed, `${identifier(textBeside(name))} VARCHAR`] : [typed];
  });
  return `CREATE OR REPLACE TABLE ${identifier(table)} (${definitions.join(', ')})`;
}
