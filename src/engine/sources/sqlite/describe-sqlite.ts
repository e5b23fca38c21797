// What a SQLite database holds: its tables and views, and which of them looks like the events.
import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { PersonaeError } from '#shared/errors';
import type { SourceDescription, TableDescription } from '#shared/data/description';
import type { Source } from '#shared/recipe/source';
import { describeColumns } from '../describe-column.ts';
import { avitoSource } from '../mapping/avito-preset.ts';
import { suggestRoles } from '../mapping/suggest-roles.ts';
import { columnLimit } from '../source-sample.ts';
import { listTables, type SqliteTable } from './list-tables.ts';
import { openSqlite } from './open-sqlite.ts';
import { sampleTable } from './sample-table.ts';
import { onSqlite, sqliteCode } from './sqlite-error.ts';

/** More tables than this are named and not looked into. */
const sampledTableLimit = 200;

interface Described {
  readonly table: TableDescription;
  readonly sampledRowCount: number;
  readonly warnings: readonly string[];
}

function without(table: SqliteTable, warnings: readonly string[]): Described {
  const description = {
    name: table.name,
    kind: table.kind,
    rowCount: null,
    rowCountExact: false,
    columns: [],
  };
  return { table: description, sampledRowCount: 0, warnings };
}

/** A view over a table that is gone spoils only itself; a damaged file spoils all. */
function isOwnFault(thrown: unknown): boolean {
  return sqliteCode(thrown) === 'SQLITE_ERROR';
}

function describeTable(database: Database.Database, table: SqliteTable): Described {
  try {
    const sample = sampleTable(database, table, 'description');
    const description = {
      name: table.name,
      kind: table.kind,
      rowCount: sample.rowCount,
      rowCountExact: sample.rowCountExact,
      columns: describeColumns(sample).slice(0, columnLimit),
    };
    const sampledRowCount = sample.firstRows.length + sample.spreadRows.length;
    return { table: description, sampledRowCount, warnings: sample.warnings };
  } catch (thrown) {
    if (!isOwnFault(thrown) || !(thrown instanceof Error)) throw thrown;
    const what = table.kind === 'view' ? 'view' : 'table';
    return without(table, [`The ${what} ${table.name} cannot be read: ${thrown.message}.`]);
  }
}

/** How likely a table holds events of persons: by the roles its columns can play, then its size. */
function likelihood({ table, sampledRowCount }: Described): number {
  if (sampledRowCount === 0) return -1;
  const { mapping } = suggestRoles(
    table.columns.map((column) => ({ column, from: 'event', sampledRowCount })),
  );
  const roles = (mapping.person ? 3 : 0) + (mapping.time ? 3 : 0) + (mapping.amount ? 1 : 0);
  return roles + Math.log10(1 + (table.rowCount ?? sampledRowCount)) / 10;
}

function suggestedSource(path: string, described: readonly Described[]): Source {
  const tables = described.map(({ table }) => table);
  const avito = avitoSource(path, tables);
  if (avito !== null) return avito;
  const [first] = described.toSorted((a, b) => likelihood(b) - likelihood(a));
  return { kind: 'sqlite', file: path, from: { table: first?.table.name ?? '' } };
}

function requireContent(path: string, described: readonly Described[]): void {
  const fileName = basename(path);
  if (described.length === 0) {
    throw new PersonaeError({
      code: 'table.missing',
      message: `${fileName} is a SQLite database without tables.`,
      hint: 'Choose another file; this one may have been created by opening a name that did not exist.',
    });
  }
  if (described.every(({ table }) => table.columns.length === 0)) {
    throw new PersonaeError({
      code: 'table.missing',
      message: `${fileName}: none of its tables and views can be read. ${described[0]?.warnings[0] ?? ''}`,
      hint: 'Repair the views, or choose another file.',
    });
  }
  if (described.every(({ table }) => table.rowCount === 0)) {
    throw new PersonaeError({
      code: 'table.empty',
      message: `${fileName}: all of its tables are empty.`,
      hint: 'Choose a file with data.',
    });
  }
}

function limitWarning(count: number): string[] {
  if (count <= sampledTableLimit) return [];
  return [`Only ${sampledTableLimit} of ${count} tables have been looked into.`];
}

/** @throws PersonaeError `file.*`, `table.missing`, `table.empty`. */
export function describeSqlite(path: string): Omit<SourceDescription, 'fileName' | 'sizeBytes'> {
  const warnings: string[] = [];
  const database = openSqlite(path, (warning) => warnings.push(warning));
  try {
    const described = onSqlite(path, () =>
      listTables(database).map((table, index) =>
        index < sampledTableLimit ? describeTable(database, table) : without(table, []),
      ),
    );
    requireContent(path, described);
    const suggested = suggestedSource(path, described);
    return {
      kind: 'sqlite',
      tables: described.map(({ table }) => table),
      sampledRowCount: described.reduce((sum, { sampledRowCount }) => sum + sampledRowCount, 0),
      preset: suggested.kind === 'sqlite' && suggested.detail !== undefined ? 'avito' : null,
      warnings: [
        ...warnings,
        ...described.flatMap((each) => each.warnings),
        ...limitWarning(described.length),
      ],
      suggested,
    };
  } finally {
    database.close();
  }
}
