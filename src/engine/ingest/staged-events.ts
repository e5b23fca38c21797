// The staging tables of SQLite as typed events, and the sums of their details.
import type { Mapping } from '#shared/recipe/mapping';
import { booleanSql, numberSql } from '../sources/value-sql.ts';
import { saysNothingSql } from '../sources/missing-words.ts';
import { timestampSql } from '../sources/time-format.ts';
import type { EventRole } from './event-roles.ts';
import { isExtraColumn } from './extra-columns.ts';
import { shapeOf, transportIn, type ScanPlan, type SqlitePlan } from './sqlite-plan.ts';
import { textBeside, withCells } from './stage-columns.ts';
import { amountLimit, exactSumSql, rowProblemSql, type RoleSql } from './typed-events.ts';

function isText(plan: ScanPlan | undefined, name: string): boolean {
  return transportIn(plan, name) === 'text';
}

/** Text counts as missing where it is blank. */
function keySql(column: string, text: boolean): RoleSql {
  if (!text) return { value: column, missing: `${column} IS NULL` };
  return { value: `nullif(${column}, '')`, missing: `coalesce(trim(${column}), '') = ''` };
}

function besideSql(name: string, read: (text: string) => string): RoleSql {
  const text = textBeside(name);
  return {
    value: `coalesce(${name}, ${read(text)})`,
    missing: `${name} IS NULL AND ${saysNothingSql(text)}`,
  };
}

function clickSql(): RoleSql {
  return besideSql('click_count', (text) => `CAST(${booleanSql(text)} AS TINYINT)`);
}

function timeSql(mapping: Mapping, text: boolean): RoleSql {
  const read = (cell: string): string => timestampSql(cell, mapping.time.format);
  if (!text) return besideSql('occurred_at', read);
  return { value: read('occurred_at'), missing: saysNothingSql('occurred_at') };
}

function roleSql(role: EventRole, mapping: Mapping, text: boolean): RoleSql {
  switch (role) {
    case 'person':
      return keySql('person', text);
    case 'session':
      return keySql('session_id', text);
    case 'order':
      return keySql('order_id', text);
    case 'kind':
      return keySql('kind', true);
    case 'time':
      return timeSql(mapping, text);
    case 'amount':
      return besideSql('amount', (cell) => numberSql(cell));
    case 'click':
      return clickSql();
  }
}

export const roleOfStage: Readonly<Record<string, EventRole>> = {
  person: 'person',
  occurred_at: 'time',
  click_count: 'click',
  session_id: 'session',
  order_id: 'order',
  amount: 'amount',
  kind: 'kind',
};

export interface NamedSql {
  readonly name: string;
  readonly sql: string;
}

/** A column of `event` that comes from the details. */
export interface DetailSum extends NamedSql {
  /** Its type in `event`. */
  readonly type: 'INTEGER' | 'DOUBLE';
}

function aliased(columns: readonly NamedSql[]): string[] {
  return columns.map(({ name, sql }) => `${sql} AS ${name}`);
}

/** A column of `event` from the details has the sum over them. */
export function detailSums(detail: ScanPlan | undefined): DetailSum[] {
  if (!detail) return [];
  if (shapeOf(detail) !== 'rows') {
    return [{ name: 'click_count', type: 'INTEGER', sql: 'CAST(sum(click_count) AS INTEGER)' }];
  }
  return detail.columns.flatMap(({ name }): DetailSum[] => {
    if (name === 'click_count') {
      return [{ name, type: 'INTEGER', sql: `CAST(sum(${clickSql().value}) AS INTEGER)` }];
    }
    if (name !== 'amount') return [];
    const { value } = besideSql('amount', (cell) => numberSql(cell));
    const inRange = `CASE WHEN abs(${value}) <= ${amountLimit} THEN ${value} END`;
    return [{ name, type: 'DOUBLE', sql: exactSumSql(inRange) }];
  });
}

/** Which columns of a scan have cells that travelled as text. */
export type CellNames = readonly ReadonlySet<string>[];

/** The staging table of a scan, with such cells beside their columns. */
export function stagedTable({ scans }: SqlitePlan, scan: number, cells: CellNames): string {
  const plan = scans[scan];
  return plan ? withCells(plan.table, scan, plan.columns, cells[scan] ?? new Set()) : '';
}

/** Keys of both sides as one type. */
function joinKey(plan: SqlitePlan, side: string): string {
  const texts = plan.scans.map((scan) => isText(scan, 'event_key'));
  const mixed = texts.includes(true) && texts.includes(false);
  return mixed ? `CAST(${side}.event_key AS VARCHAR)` : `${side}.event_key`;
}

export function joinCondition(plan: SqlitePlan): string {
  return `${joinKey(plan, 'e')} = ${joinKey(plan, 'd')}`;
}

export type StagedRoles = Readonly<Partial<Record<EventRole, RoleSql>>>;

/** The roles that the staging table of a scan fills. */
export function stagedRoles(plan: ScanPlan | undefined, mapping: Mapping): StagedRoles {
  const roles: Partial<Record<EventRole, RoleSql>> = {};
  for (const { name } of plan?.columns ?? []) {
    const role = roleOfStage[name];
    if (role) roles[role] = roleSql(role, mapping, isText(plan, name));
  }
  return roles;
}

/** The further columns that the staging table of the events fills, by their names in `event`. */
export function stagedExtra(plan: ScanPlan | undefined): Map<string, RoleSql> {
  const extra = (plan?.columns ?? []).filter(({ name }) => isExtraColumn(name));
  return new Map(
    extra.map(({ name, transport }) => [
      name,
      transport === 'text' ? keySql(name, true) : besideSql(name, (cell) => numberSql(cell)),
    ]),
  );
}

export interface StagedEvents {
  /** All rows with `row_number`, `problem` and the columns of `event` that come from no details. */
  readonly relation: string;
  readonly columns: readonly string[];
  /** SQL of `problem`, over `stagedTable` of the events. */
  readonly problem: string;
  /** Over `stagedTable` of the events. */
  readonly roles: StagedRoles;
}

export function stagedEvents(plan: SqlitePlan, mapping: Mapping, cells: CellNames): StagedEvents {
  const [event] = plan.scans;
  const roles = stagedRoles(event, mapping);
  const own: NamedSql[] = Object.entries(roleOfStage).flatMap(([name, role]) => {
    const sql = roles[role]?.value;
    return sql === undefined ? [] : [{ name, sql }];
  });
  if (event?.columns.some(({ name }) => name === 'event_key')) {
    own.push({ name: 'event_key', sql: 'event_key' });
  }
  for (const [name, { value }] of stagedExtra(event)) own.push({ name, sql: value });
  const problem = rowProblemSql(mapping, roles);
  return {
    relation: `(SELECT ${['row_number', ...aliased(own), `${problem} AS problem`].join(', ')}
      FROM ${stagedTable(plan, 0, cells)})`,
    columns: own.map(({ name }) => name),
    problem,
    roles,
  };
}

/** The sums of the details, a row for every key. */
export function summedDetails(plan: SqlitePlan, cells: CellNames): string {
  const sums = detailSums(plan.scans[1]);
  return `(SELECT ${['event_key', ...aliased(sums)].join(', ')}
    FROM ${stagedTable(plan, 1, cells)} WHERE event_key IS NOT NULL GROUP BY event_key)`;
}
