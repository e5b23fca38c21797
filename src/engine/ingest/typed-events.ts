// One relation of typed events, whatever it is read from: the columns of `event`, and `problem`,
// which says why a row is none.
import type { Mapping } from '#shared/recipe/mapping';
import { literal } from '../duckdb/sql-text.ts';
import { problems, problemSql, type Problem } from './event-problems.ts';
import type { EventRole } from './event-roles.ts';

/** SQL for a role of a row: the value, and whether there was anything to read. */
export interface RoleSql {
  readonly value: string;
  /** True where the cell is empty. */
  readonly missing: string;
}

/** Above this an amount could not be summed exactly with nine decimals. */
export const amountLimit = 1e18;

/** The sum of decimals does not depend on their order, on any number of threads. */
export function decimalSumSql(value: string): string {
  return `sum(CAST(${value} AS DECIMAL(38, 9)))`;
}

export function exactSumSql(value: string): string {
  return `CAST(${decimalSumSql(value)} AS DOUBLE)`;
}

interface Condition {
  readonly problem: Problem;
  readonly when: string;
}

function kindCondition(mapping: Mapping, kind: RoleSql | undefined): Condition[] {
  const qualifying = mapping.kind?.qualifying ?? [];
  if (kind === undefined || qualifying.length === 0) return [];
  const list = qualifying.map((value) => literal(value)).join(', ');
  return [{ problem: problems.kindOther, when: `coalesce(${kind.value} NOT IN (${list}), TRUE)` }];
}

/**
 * The number of the first problem of a row. Whether a row has none at all is asked first, as that is
 * what nearly all of them are.
 */
export function rowProblemSql(
  mapping: Mapping,
  roles: Readonly<Partial<Record<EventRole, RoleSql>>>,
  more: readonly Condition[] = [],
): string {
  const { person, time, amount } = roles;
  const sound = [
    ...(person ? [`NOT (${person.missing})`] : []),
    ...(time ? [`${time.value} IS NOT NULL`] : []),
    ...(amount ? [`${amount.value} BETWEEN -${amountLimit} AND ${amountLimit}`] : []),
  ];
  const conditions: Condition[] = [];
  if (person) conditions.push({ problem: problems.personMissing, when: person.missing });
  conditions.push(...more);
  if (time) {
    conditions.push({ problem: problems.timeMissing, when: time.missing });
    conditions.push({ problem: problems.timeUnreadable, when: `${time.value} IS NULL` });
  }
  if (amount) {
    const unreadable = `${amount.value} IS NULL OR abs(${amount.value}) > ${amountLimit}`;
    conditions.push({
      problem: problems.amountUnreadable,
      when: `NOT (${amount.missing}) AND (${unreadable})`,
    });
  }
  const others = [...more, ...kindCondition(mapping, roles.kind)];
  conditions.push(...kindCondition(mapping, roles.kind));
  sound.push(...others.map(({ when }) => `NOT (${when})`));
  return `CASE WHEN NOT coalesce(${sound.join(' AND ')}, FALSE) THEN ${problemSql(conditions)} END`;
}
