// Lets only one reading statement through, with all its parameters bound.
import type Database from 'better-sqlite3';
import { PersonaeError } from '#shared/errors';
import type { SqlParameter } from '#shared/recipe/source';
import { sqliteError } from './sqlite-error.ts';

function notReadOnly(what: string): PersonaeError {
  return new PersonaeError({
    code: 'query.not-read-only',
    message: `The query is ${what}; only one SELECT is allowed.`,
    hint: 'Write one statement that begins with SELECT or WITH.',
  });
}

function invalid(message: string, hint: string): PersonaeError {
  return new PersonaeError({ code: 'query.invalid', message, hint });
}

function firstWord(sql: string): string {
  const bare = sql.replaceAll(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)+/g, '');
  return /^[a-z]+/i.exec(bare)?.[0].toUpperCase() ?? '';
}

const otherStatements = new Set(
  'ALTER ANALYZE ATTACH BEGIN COMMIT CREATE DELETE DETACH DROP END EXPLAIN INSERT PRAGMA REINDEX RELEASE REPLACE ROLLBACK SAVEPOINT UPDATE VACUUM'.split(
    ' ',
  ),
);

function prepare(database: Database.Database, sql: string): Database.Statement<unknown[]> {
  try {
    return database.prepare<unknown[]>(sql);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (thrown instanceof RangeError && message.includes('more than one')) {
      throw notReadOnly('more than one statement');
    }
    if (thrown instanceof RangeError) throw invalid('The query is empty.', 'Write a SELECT.');
    const known = sqliteError(thrown, database.name);
    if (known instanceof PersonaeError && known.code !== 'query.invalid') throw known;
    throw invalid(
      `The query is not valid: ${message}.`,
      'Check the names of tables and columns and the spelling of the statement.',
    );
  }
}

function checkNames(statement: Database.Statement<unknown[]>): void {
  const seen = new Set<string>();
  for (const { name } of statement.columns()) {
    const key = name.toLowerCase();
    if (seen.has(key)) {
      throw new PersonaeError({
        code: 'column.duplicate',
        message: `The query has two columns named ${name}.`,
        hint: `Give one of them another name: ... AS other_${name}.`,
      });
    }
    seen.add(key);
  }
}

/**
 * Prepares a person's query with its parameters bound for good (`:name`, `@name` or `$name`).
 * @throws PersonaeError `query.not-read-only`, `query.invalid`, `column.duplicate`.
 */
export function prepareSelect(
  database: Database.Database,
  sql: string,
  parameters: Readonly<Record<string, SqlParameter>>,
): Database.Statement<unknown[]> {
  const word = firstWord(sql);
  if (otherStatements.has(word)) throw notReadOnly(`${word} and no SELECT`);
  const statement = prepare(database, sql);
  if (!statement.readonly || !statement.reader) throw notReadOnly('one that changes data');
  checkNames(statement);
  try {
    return statement.bind(parameters);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const name = /named parameter "(.*)"/.exec(message)?.[1];
    if (name !== undefined) {
      throw invalid(`The query needs a value for :${name}.`, 'Add it to the parameters.');
    }
    throw invalid(
      `The parameters do not fit the query: ${message}.`,
      'Name every parameter in the query (:country) and give it a text or a number.',
    );
  }
}
