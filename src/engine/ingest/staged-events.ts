// The staging tables of SQLite as typed events, joined with the sums of their details.
import type { Mapping } from '#shared/recipe/mapping';
import { booleanSql, numberSql } from '../sources/value-sql.ts';
import { timestampSql } from '../sources/time-format.ts';
import type { EventRole } from './event-roles.ts';
import { isRuns, transportIn, type ScanPlan, type SqlitePlan } from './sqlite-plan.ts';
import { textBeside } from './stage-columns.ts';
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
    missing: `${name} IS NULL AND coalesce(trim(${text}), '') = ''`,
  };
}

function clickSql(): RoleSql {
  return besideSql('click_count', (text) => `CAST(${booleanSql(text)} AS TINYINT)`);
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
      return besideSql('occurred_at', (cell) => timestampSql(cell, mapping.time.format));
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

/** A column of `event` from the details has the sum over them. */
function detailSums(detail: ScanPlan): { readonly name: string; readonly sql: string }[] {
  if (isRuns(detail)) {
    return [{ name: 'click_count', sql: 'CAST(sum(click_count) AS INTEGER)' }];
  }
  return detail.columns.flatMap(({ name }) => {
    if (name === 'click_count') {
      return [{ name, sql: `CAST(sum(${clickSql().value}) AS INTEGER)` }];
    }
    if (name !== 'amount') return [];
    const { value } = besideSql('amount', (cell) => numberSql(cell));
    const inRange = `CASE WHEN abs(${value}) <= ${amountLimit} THEN ${value} END`;
    return [{ name, sql: exactSumSql(inRange) }];
  });
}

export interface StagedEvents {
  /** All rows with `row_number`, `problem` and the columns of `event`. */
  readonly relation: string;
  readonly eventColumns: readonly string[];
  /** The same without what comes from the details. */
  readonly ownRelation: string;
  /** Over `stage_event`. */
  readonly roles: StagedRoles;
}

export type StagedRoles = Readonly<Partial<Record<EventRole, RoleSql>>>;

/** How many rows of the source a row of the staged details stands for. */
export function detailRowCountSql(detail: ScanPlan): string {
  return isRuns(detail) ? 'sum(row_count)' : 'count(*)';
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

/** The roles that a staging table of rows fills. */
export function stagedRoles(plan: ScanPlan | undefined, mapping: Mapping): StagedRoles {
  const roles: Partial<Record<EventRole, RoleSql>> = {};
  for (const { name } of plan?.columns ?? []) {
    const role = roleOfStage[name];
    if (role) roles[role] = roleSql(role, mapping, isText(plan, name));
  }
  return roles;
}

export function stagedEvents(plan: SqlitePlan, mapping: Mapping): StagedEvents {
  const [event, detail] = plan.scans;
  const roles = stagedRoles(event, mapping);
  const own = Object.entries(roleOfStage)
    .filter(([, role]) => roles[role] !== undefined)
    .map(([name, role]) => `${roles[role]?.value} AS ${name}`);
  const hasKey = event?.columns.some(({ name }) => name === 'event_key') ?? false;
  const base = [
    'row_number',
    ...own,
    ...(hasKey ? ['event_key'] : []),
    `${rowProblemSql(mapping, roles)} AS problem`,
  ];
  const names = own.map((sql) => sql.slice(sql.lastIndexOf(' AS ') + 4));
  const keyNames = hasKey ? ['event_key'] : [];
  const typed = `(SELECT ${base.join(', ')} FROM stage_event)`;
  const sums = detail ? detailSums(detail) : [];
  if (!detail || sums.length === 0) {
    return { relation: typed, eventColumns: [...names, ...keyNames], ownRelation: typed, roles };
  }
  const summed = `(SELECT event_key, ${sums.map(({ name, sql }) => `${sql} AS ${name}`).join(', ')}
    FROM stage_detail WHERE event_key IS NOT NULL GROUP BY event_key)`;
  const fromDetail = sums.map(({ name }) => `d.${name}`).join(', ');
  return {
    relation: `(SELECT e.*, ${fromDetail} FROM ${typed} e LEFT JOIN ${summed} d ON ${joinCondition(plan)})`,
    eventColumns: [...names, ...sums.map(({ name }) => name), ...keyNames],
    ownRelation: typed,
    roles,
  };
}
