// What became of the rows and keys of every table: matched, lost, several a person.
import { basename } from 'node:path';
import type { JoinedTableReport } from '#shared/results/join-report';
import { countText } from '../count-text.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { asText } from '../duckdb/js-value.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { reportIdentity } from './report-identity.ts';
import { keySql, likelyMeant } from './key-sql.ts';
import { linkedRowsSql, pairsSql, personsSql } from './join-sql.ts';
import type { PlannedTable } from './join-plan.ts';
import { sourceTable, tableLabel } from './table-names.ts';

export const exampleCount = 5;

export async function reportTables(
  duckDb: DuckDb,
  tables: readonly PlannedTable[],
  context: JobContext,
): Promise<JoinedTableReport[]> {
  const [main] = tables;
  if (!main) throw new Error('a plan has a main table');
  await duckDb.run(`CREATE OR REPLACE TEMP TABLE persons AS ${personsSql(main)}`);
  const reports: JoinedTableReport[] = [];
  for (const table of tables) reports.push(await reportTable(duckDb, table, context));
  return reports;
}

async function reportTable(
  duckDb: DuckDb,
  table: PlannedTable,
  context: JobContext,
): Promise<JoinedTableReport> {
  const facts = await countMatches(duckDb, table, context);
  const { rowCount, withKey, keys, matchedRows, matchedKeys, persons, personCount } = facts;
  const identity = await reportIdentity(duckDb, table, context);
  const hint = persons === 0 ? await likelyHint(duckDb, table, context) : null;
  return {
    name: table.name,
    fileName: basename(table.source.file),
    key: table.key,
    linkedBy: linkedBy(table),
    rowCount,
    rowsWithoutKey: rowCount - withKey,
    distinctKeyCount: keys,
    matchedRowCount: matchedRows,
    matchedPersonCount: persons,
    matchedPersonShare: personCount === 0 ? 0 : persons / personCount,
    lostKeyCount: keys - matchedKeys,
    lostRowCount: withKey - matchedRows,
    lostExamples: await lostKeys(duckDb, table, context),
    personsWithoutRow: personCount - persons,
    duplicatedPersonCount: facts.duplicated,
    mostRowsOfAPerson: facts.most,
    duplicatedExamples: await personsOfMostRows(duckDb, table, context),
    identity,
    warnings: [...matchWarnings(table, facts, hint), ...rowWarnings(table, identity)],
  };
}

interface MatchFacts {
  readonly rowCount: number;
  readonly withKey: number;
  /** Different ones. */
  readonly keys: number;
  readonly matchedRows: number;
  readonly matchedKeys: number;
  /** With a row in the table. */
  readonly persons: number;
  /** Of the main table. */
  readonly personCount: number;
  /** Persons with several rows, and the most rows that one has. */
  readonly duplicated: number;
  readonly most: number;
}

async function countMatches(
  duckDb: DuckDb,
  table: PlannedTable,
  context: JobContext,
): Promise<MatchFacts> {
  const numbers = async (sql: string): Promise<number[]> => {
    const [row = []] = await runCancellable(duckDb, sql, context);
    return row.map((value) => Number(value ?? 0));
  };
  const rows = sourceTable(table.name);
  const key = keySql(table.key);
  const [rowCount = 0, withKey = 0, keys = 0] = await numbers(
    `SELECT count(*), count(${key}), count(DISTINCT ${key}) FROM ${rows}`,
  );
  const [matchedRows = 0, matchedKeys = 0] = await numbers(
    `SELECT count(*), count(DISTINCT ${key}) FROM ${rows} WHERE ${key} IN (${matchingSql(table)})`,
  );
  const [persons = 0, duplicated = 0, most = 0] = await numbers(
    `SELECT count(*), count(*) FILTER (WHERE row_count > 1), max(row_count)
      FROM (${rowsOfPersonsSql(table)})`,
  );
  const [personCount = 0] = await numbers('SELECT count(*) FROM persons');
  return {
    ...{ rowCount, withKey, keys, matchedRows, matchedKeys },
    ...{ persons, personCount, duplicated, most },
  };
}

/** Keys that lead to a person of the main table. */
function matchingSql(table: PlannedTable): string {
  return table.identity
    ? `SELECT key FROM (${pairsSql(table)}) WHERE person IN (SELECT person FROM persons)`
    : 'SELECT person FROM persons';
}

function rowsOfPersonsSql(table: PlannedTable): string {
  return `SELECT "person of the row" AS person, count(*) AS row_count
    FROM (${linkedRowsSql(table)}) WHERE "person of the row" IN (SELECT person FROM persons)
    GROUP BY 1`;
}

async function lostKeys(
  duckDb: DuckDb,
  table: PlannedTable,
  context: JobContext,
): Promise<string[]> {
  const key = keySql(table.key);
  const lost = await runCancellable(
    duckDb,
    `SELECT DISTINCT ${key} FROM ${sourceTable(table.name)}
      WHERE ${key} IS NOT NULL AND ${key} NOT IN (${matchingSql(table)})
      ORDER BY 1 LIMIT ${exampleCount}`,
    context,
  );
  return lost.map(([value]) => asText(value));
}

async function personsOfMostRows(
  duckDb: DuckDb,
  table: PlannedTable,
  context: JobContext,
): Promise<JoinedTableReport['duplicatedExamples']> {
  const several = await runCancellable(
    duckDb,
    `SELECT person, row_count FROM (${rowsOfPersonsSql(table)}) WHERE row_count > 1
      ORDER BY row_count DESC, person LIMIT ${exampleCount}`,
    context,
  );
  return several.map(([person, rowCount]) => ({
    person: asText(person),
    rowCount: Number(rowCount),
  }));
}

function linkedBy({ identity }: PlannedTable): string {
  if (!identity) return 'directly';
  return `by ${basename(identity.source.file)}: ${identity.keyColumn} to ${identity.personColumn}`;
}

function matchWarnings(
  { name, key }: PlannedTable,
  { rowCount, withKey, matchedRows, persons }: MatchFacts,
  hint: string | null,
): string[] {
  const warnings: string[] = [];
  const label = tableLabel(name);
  if (rowCount > withKey) {
    warnings.push(
      `${countText(rowCount - withKey)} rows of ${label} have no ${key} and were left out.`,
    );
  }
  if (name === null) return warnings;
  if (persons === 0) {
    warnings.push(
      `No row of ${label} belongs to a person of the main table.${hint ? ` ${hint}` : ''}`,
    );
  }
  const lost = withKey - matchedRows;
  if (persons > 0 && lost > withKey / 10) {
    warnings.push(
      `${countText(lost)} of ${countText(withKey)} rows of ${label} belong to nobody of the main table.`,
    );
  }
  return warnings;
}

function rowWarnings(
  { loaded: { rejected } }: PlannedTable,
  identity: JoinedTableReport['identity'],
): string[] {
  const shared = identity?.sharedKeyCount ?? 0;
  const warnings: string[] = [];
  if (rejected.count > 0) {
    warnings.push(
      `${countText(rejected.count)} rows do not have the columns of the others and were left out, such as ${rejected.examples[0] ?? ''}.`,
    );
  }
  if (shared > 0) {
    warnings.push(
      `${countText(shared)} keys belong to several persons: their rows count for each of them.`,
    );
  }
  return warnings;
}

/** Where nothing matches: would it, if keys were read otherwise? */
export async function likelyHint(
  duckDb: DuckDb,
  table: PlannedTable,
  context: JobContext,
): Promise<string | null> {
  const key = keySql(table.key);
  const wanted = table.identity
    ? `SELECT key AS other FROM (${pairsSql(table)})`
    : 'SELECT person AS other FROM persons';
  for (const { what, sql } of likelyMeant) {
    const [row] = await runCancellable(
      duckDb,
      `SELECT count(DISTINCT ${sql(key)}) FROM ${sourceTable(table.name)}
        WHERE ${sql(key)} IN (SELECT ${sql('other')} FROM (${wanted}) WHERE other IS NOT NULL)`,
      context,
    );
    const matched = Number(row?.[0] ?? 0);
    if (matched > 0)
      return `${countText(matched)} keys would match if ${what}: write them alike in the files.`;
  }
  return null;
}
