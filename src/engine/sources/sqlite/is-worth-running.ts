// Whether the first rows of a view or query come soon. A statement that runs cannot be interrupted,
// so this is judged beforehand, by its program and the size of the database.
import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { SqlParameter } from '#shared/recipe/source';

/** How large a database may be for a statement that reads whole tables before its first row. */
export const patience = {
  /** For every view of a database at once: well under a second. */
  description: 64 * 2 ** 20,
  /** For the one that the person has chosen: a few seconds. */
  preview: 2 * 2 ** 30,
} as const;

export type Patience = keyof typeof patience;

/** Steps that read everything before a row comes out: sorting, grouping, building an index. */
const collecting = new Set(['SorterOpen', 'AggStep', 'AggStep1', 'OpenAutoindex', 'OpenEphemeral']);

/** Steps that let only some rows through, so that the first may be far away. */
const searching = new Set(['Eq', 'Ne', 'Lt', 'Le', 'Gt', 'Ge', 'If', 'IfNot', 'IsNull', 'NotNull']);

/** The first row of a search is mostly met long before the whole has been read. */
const searchPatience = 8;

export function sizeOfDatabase(database: Database.Database): number {
  return statSync(database.name, { throwIfNoEntry: false })?.size ?? 0;
}

export function isWorthRunning(
  database: Database.Database,
  sql: string,
  parameters: Readonly<Record<string, SqlParameter>>,
  how: Patience,
): boolean {
  const size = sizeOfDatabase(database);
  if (size <= patience[how]) return true;
  const program = database
    .prepare<unknown[], { opcode: string }>(`EXPLAIN ${sql}`)
    .all(parameters)
    .map(({ opcode }) => opcode);
  if (program.some((step) => collecting.has(step))) return false;
  return size <= searchPatience * patience[how] || !program.some((step) => searching.has(step));
}
