// A file that DuckDB reads as typed events: the columns of `event`, and `problem`.
import { PersonaeError } from '#shared/errors';
import type { Mapping } from '#shared/recipe/mapping';
import { identifier } from '../duckdb/sql-text.ts';
import type { Scan, ScanColumn } from '../sources/scan.ts';
import { saysNothingSql } from '../sources/missing-words.ts';
import { timestampSql } from '../sources/time-format.ts';
import { booleanSql, numberSql } from '../sources/value-sql.ts';
import { problems } from './event-problems.ts';
import { eventColumnOf, type EventRole, type EventRoles } from './event-roles.ts';
import type { ExtraColumn } from './extra-columns.ts';
import { rowProblemSql, type RoleSql } from './typed-events.ts';

export type PersonType = 'integer' | 'text';

const integerTypes = new Set([
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'UTINYINT',
  'USMALLINT',
  'UINTEGER',
]);

export function isIntegerType(type: string): boolean {
  return integerTypes.has(type.toUpperCase());
}

const otherNumberTypes = ['FLOAT', 'DOUBLE', 'DECIMAL', 'HUGEINT', 'UHUGEINT', 'UBIGINT'];

/** Whether a type of DuckDB holds numbers; null for text, of which nobody knows yet. */
export function isNumberType(type: string): boolean | null {
  const upper = type.toUpperCase();
  if (upper === 'VARCHAR') return null;
  return isIntegerType(upper) || otherNumberTypes.some((name) => upper.startsWith(name));
}

/** @throws PersonaeError `column.missing` */
export function scanColumn(scan: Scan, name: string): ScanColumn {
  const found = scan.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  throw new PersonaeError({
    code: 'column.missing',
    message: `There is no column ${name}.`,
    hint: `There are: ${scan.columns
      .map((column) => column.name)
      .slice(0, 20)
      .join(', ')}.`,
  });
}

const isBlank = (text: string): string => `coalesce(trim(CAST(${text} AS VARCHAR)), '') = ''`;

/** A number, a moment, a yes or no: without a value the cell may say that there is none. */
function readSql(cell: string, value: string): RoleSql {
  const nothing = saysNothingSql(`CAST(${cell} AS VARCHAR)`);
  return { value, missing: `${value} IS NULL AND ${nothing}` };
}

function roleSql(
  role: EventRole,
  column: ScanColumn,
  mapping: Mapping,
  decimal: '.' | ',',
  personType: PersonType,
): RoleSql {
  const cell = identifier(column.name);
  switch (role) {
    case 'person':
      if (personType === 'integer') {
        const value = `TRY_CAST(${cell} AS BIGINT)`;
        return { value, missing: `${value} IS NULL AND ${isBlank(cell)}` };
      }
      return { value: `CAST(${cell} AS VARCHAR)`, missing: isBlank(cell) };
    case 'time':
      return readSql(cell, timestampSql(cell, mapping.time.format));
    case 'amount':
      return readSql(cell, numberSql(cell, decimal));
    case 'click':
      return readSql(cell, `CAST(${booleanSql(cell)} AS INTEGER)`);
    case 'session':
    case 'order':
    case 'kind':
      return { value: `nullif(CAST(${cell} AS VARCHAR), '')`, missing: isBlank(cell) };
  }
}

function extraSql({ type }: ExtraColumn, column: ScanColumn, decimal: '.' | ','): RoleSql {
  const cell = identifier(column.name);
  if (type === 'number') return readSql(cell, numberSql(cell, decimal));
  return { value: `nullif(CAST(${cell} AS VARCHAR), '')`, missing: isBlank(cell) };
}

export function oddExtra({ name }: Pick<ExtraColumn, 'name'>): string {
  return `odd_${name}`;
}

export interface ScannedEvents {
  /** The columns of `event`, `problem`, and the columns that say which cells are odd. */
  readonly relation: string;
  /** `odd_click`: neither yes nor no; `odd_extra_0` ...: no number. */
  readonly oddColumns: readonly string[];
  readonly eventColumns: readonly string[];
  /** Over `scan.relation`. */
  readonly roles: Readonly<Partial<Record<EventRole, RoleSql>>>;
  readonly problem: string;
  readonly extra: readonly (RoleSql &
    Pick<ExtraColumn, 'name' | 'type'> & { column: ScanColumn })[];
}

/** @param personType `integer` only where every person in a sample is one; 0012 is not 12. */
export function scannedEvents(
  scan: Scan,
  { event }: EventRoles,
  mapping: Mapping,
  personType: PersonType,
  extra: readonly ExtraColumn[],
): ScannedEvents {
  const roles: Partial<Record<EventRole, RoleSql>> = {};
  for (const { role, column } of event) {
    roles[role] = roleSql(role, scanColumn(scan, column), mapping, scan.decimal, personType);
  }
  const person = scanColumn(scan, mapping.person.column);
  const cell = identifier(person.name);
  const differs = `CAST(TRY_CAST(${cell} AS BIGINT) AS VARCHAR) IS DISTINCT FROM ${cell}`;
  const verified =
    personType === 'integer' && !isIntegerType(person.type)
      ? [{ problem: problems.personNotInteger, when: differs }]
      : [];
  const problem = rowProblemSql(mapping, roles, verified);
  const columns = event.map(({ role }) => `${roles[role]?.value} AS ${eventColumnOf[role]}`);
  const { click } = roles;
  const odd: { readonly name: string; readonly of: RoleSql }[] = [];
  if (click) odd.push({ name: 'odd_click', of: click });
  const further: ScannedEvents['extra'][number][] = [];
  for (const of of extra) {
    const column = scanColumn(scan, of.column);
    further.push({ ...of, ...extraSql(of, column, scan.decimal), column });
  }
  for (const of of further) {
    columns.push(`${of.value} AS ${of.name}`);
    if (of.type === 'number') odd.push({ name: oddExtra(of), of });
  }
  columns.push(
    ...odd.map(({ name, of }) => `${of.value} IS NULL AND NOT (${of.missing}) AS ${name}`),
  );
  return {
    relation: `(SELECT ${columns.join(', ')}, ${problem} AS problem FROM ${scan.relation})`,
    oddColumns: odd.map(({ name }) => name),
    eventColumns: event.map(({ role }) => eventColumnOf[role]),
    roles,
    problem,
    extra: further,
  };
}
