// A file that DuckDB reads as events where every cell is written plainly: expressions that cost a
// third of the careful ones, and end the statement at the first cell that would need care. What they
// give for a cell is what the careful ones give.
import type { Mapping } from '#shared/recipe/mapping';
import { identifier } from '../duckdb/sql-text.ts';
import type { Scan, ScanColumn } from '../sources/scan.ts';
import { eventColumnOf, type EventRoles, type RoleColumn } from './event-roles.ts';
import { scanColumn, type PersonType, type ScannedEvents } from './scanned-events.ts';
import { amountLimit, type RoleSql } from './typed-events.ts';

const needsCare = "error('a cell that needs care')";

export interface StrictEvents {
  /** The columns of `event`; a missing cell is NULL. */
  readonly relation: string;
  /** Over `event`: whether it holds nothing that the careful expressions would refuse. */
  readonly isSound: string;
}

/** Null where rows are left out for what they say: that takes the careful way. */
export function strictEvents(
  scan: Scan,
  { event }: EventRoles,
  mapping: Mapping,
  personType: PersonType,
  careful: ScannedEvents,
): StrictEvents | null {
  if (mapping.kind && mapping.kind.qualifying.length > 0) return null;
  const columns = event.map((of) => {
    const column = scanColumn(scan, of.column);
    const sql =
      plainSql(of, column, mapping, scan.decimal, personType) ??
      readableSql(of, column, careful.roles[of.role]);
    return `${sql} AS ${eventColumnOf[of.role]}`;
  });
  const further = careful.extra.map(({ name, value, column, type }) => {
    return `${type === 'number' ? orError(value, identifier(column.name)) : value} AS ${name}`;
  });
  const between = (name: string, from: string, to: string): string =>
    `coalesce(min(${name}) >= ${from} AND max(${name}) <= ${to}, TRUE)`;
  const sound = [
    between('occurred_at', "TIMESTAMP '1000-01-01'", "TIMESTAMP '9999-12-31 23:59:59.999999'"),
    ...(mapping.amount ? [between('amount', String(-amountLimit), String(amountLimit))] : []),
  ];
  return {
    relation: `(SELECT ${[...columns, ...further].join(', ')} FROM ${scan.relation})`,
    isSound: sound.join(' AND '),
  };
}

/** Short ways for text as nearly all files have it. */
function plainSql(
  { role }: RoleColumn,
  { name, type }: ScanColumn,
  { time }: Mapping,
  decimal: Scan['decimal'],
  personType: PersonType,
): string | null {
  const cell = identifier(name);
  const unless = (fault: string, value: string): string =>
    `CASE WHEN ${fault} THEN ${needsCare} ELSE ${value} END`;
  if (role === 'person' && personType === 'text') {
    const text = `CAST(${cell} AS VARCHAR)`;
    return unless(`trim(${text}) = ''`, text);
  }
  if (type !== 'VARCHAR') return null;
  if (role === 'person') {
    const integer = `CAST(${cell} AS BIGINT)`;
    return unless(`CAST(${integer} AS VARCHAR) IS DISTINCT FROM ${cell}`, integer);
  }
  // A cast would ignore an offset from UTC.
  const offset = `contains(${cell}, '+') OR ${cell} LIKE '%:%-%'`;
  if (role === 'time' && time.format === 'iso') {
    return unless(offset, `CAST(${cell} AS TIMESTAMP)`);
  }
  return role === 'amount' && decimal === '.' ? `CAST(${cell} AS DOUBLE)` : null;
}

/** The careful value; where there is none, the cell must be empty. */
function readableSql({ role }: RoleColumn, { name }: ScanColumn, careful?: RoleSql): string {
  const value = careful?.value ?? identifier(name);
  const isText = role === 'session' || role === 'order' || role === 'kind';
  return isText ? value : orError(value, identifier(name));
}

function orError(value: string, cell: string): string {
  return `CASE WHEN ${value} IS NULL AND ${cell} IS NOT NULL THEN ${needsCare} ELSE ${value} END`;
}
