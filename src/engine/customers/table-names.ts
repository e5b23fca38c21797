// Names of the tables and columns of the customer-360 step in the working store.
import { identifier } from '../duckdb/sql-text.ts';

/** Rows of a source as text, in their order. `null` is the main table. */
export function sourceTable(name: string | null): string {
  return identifier(name === null ? 'rows of the main table' : `rows of ${name}`);
}

/** Pairs of person and key of a joined table's identity map. */
export function identityTable(name: string): string {
  return identifier(`identities of ${name}`);
}

/** What a table is called in messages. */
export function tableLabel(name: string | null): string {
  return name === null ? 'the main table' : name;
}

/** The joined table with one row a person, on which rules are counted. */
export const customersTable = 'customers';

/** Columns of the joined table beside the features: key, class, and whether the class was known. */
export const personColumn = 'person';
export const segmentColumn = 'segment';
export const labelledColumn = 'labelled';

/** In lower case, as names of columns are compared. */
export const reservedNames: readonly string[] = [personColumn, segmentColumn, labelledColumn];
