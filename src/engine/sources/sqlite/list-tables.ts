// The tables and views of a database, without SQLite's own.
import type Database from 'better-sqlite3';
import { z } from 'zod';

export interface SqliteTable {
  readonly name: string;
  readonly kind: 'table' | 'view';
  /** Whether rows can be reached by number: not so in views, virtual and WITHOUT ROWID tables. */
  readonly hasRowId: boolean;
}

const entrySchema = z.object({
  schema: z.string(),
  name: z.string(),
  type: z.string(),
  wr: z.number(),
});

export function listTables(database: Database.Database): SqliteTable[] {
  const entries = z.array(entrySchema).parse(database.pragma('table_list'));
  return entries
    .filter(({ schema, name, type }) => {
      return schema === 'main' && type !== 'shadow' && !name.startsWith('sqlite_');
    })
    .map(({ name, type, wr }) => ({
      name,
      kind: type === 'view' ? ('view' as const) : ('table' as const),
      hasRowId: type === 'table' && wr === 0,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
