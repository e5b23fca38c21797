// Why a row of the source is no event. The first reason that applies counts.
import type { RoleColumn } from './event-roles.ts';

export interface Problem {
  /** What the column `problem` holds. */
  readonly number: number;
  readonly reason: string;
  /** The role whose cell is shown in examples. */
  readonly role: RoleColumn['role'];
}

export const problems = {
  personMissing: { number: 1, reason: 'No person', role: 'person' },
  timeMissing: { number: 2, reason: 'No time', role: 'time' },
  timeUnreadable: { number: 3, reason: 'Time cannot be read', role: 'time' },
  amountUnreadable: {
    number: 4,
    reason: 'Amount cannot be read, or is infinite or beyond 1e18',
    role: 'amount',
  },
  kindOther: { number: 5, reason: 'Kind of event that does not count', role: 'kind' },
  /** Not a reason to leave a row out: the table is made again with persons as text. */
  personNotInteger: { number: 6, reason: 'Person is no integer', role: 'person' },
} as const satisfies Record<string, Problem>;

export const allProblems: readonly Problem[] = Object.values(problems);

/** A case expression: the number of the first problem whose condition holds, else NULL. */
export function problemSql(
  conditions: readonly { readonly problem: Problem; readonly when: string }[],
): string {
  if (conditions.length === 0) return 'CAST(NULL AS TINYINT)';
  const cases = conditions.map(({ problem, when }) => `WHEN ${when} THEN ${problem.number}`);
  return `CAST(CASE ${cases.join(' ')} END AS TINYINT)`;
}
