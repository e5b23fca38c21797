// Days, weeks and months as whole numbers: 0 is the one of 1970 that the calendar begins with.
import type { PanelSettings } from '#shared/recipe/states-settings';
import { weekdays } from '#shared/recipe/states-settings';

export type PeriodChoice = Pick<PanelSettings, 'period' | 'firstWeekday'>;

const msPerDay = 86_400_000;

/** 1970-01-01 was a Thursday, the fourth day of a week from Monday on. */
const epochWeekday = 3;

/** Days between the first day of week 0 and 1970-01-01. */
function weekShift(firstWeekday: PanelSettings['firstWeekday']): number {
  return epochWeekday - weekdays.indexOf(firstWeekday);
}

/** SQL of the period of a clock time. */
export function periodSql(moment: string, { period, firstWeekday }: PeriodChoice): string {
  if (period === 'month') return `(year(${moment}) - 1970) * 12 + month(${moment}) - 1`;
  const days = `date_diff('day', DATE '1970-01-01', CAST(${moment} AS DATE))`;
  if (period === 'day') return days;
  return `CAST(floor((${days} + ${weekShift(firstWeekday)}) / 7.0) AS BIGINT)`;
}

/** The period that holds an ISO date. */
export function periodOf(isoDate: string, { period, firstWeekday }: PeriodChoice): number {
  const date = new Date(`${isoDate}T00:00:00Z`);
  if (period === 'month') return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
  const days = Math.round(date.getTime() / msPerDay);
  return period === 'day' ? days : Math.floor((days + weekShift(firstWeekday)) / 7);
}

/** The first day of a period, ISO. */
export function periodStart(index: number, { period, firstWeekday }: PeriodChoice): string {
  const ms =
    period === 'month'
      ? Date.UTC(1970, index, 1)
      : msPerDay * (period === 'day' ? index : 7 * index - weekShift(firstWeekday));
  return new Date(ms).toISOString().slice(0, 10);
}

/** The day before an ISO date. */
export function dayBefore(isoDate: string): string {
  return new Date(new Date(`${isoDate}T00:00:00Z`).getTime() - msPerDay).toISOString().slice(0, 10);
}

export const periodUnits = {
  day: { one: 'day', many: 'days' },
  week: { one: 'week', many: 'weeks' },
  month: { one: 'month', many: 'months' },
} as const;

/** The SQL numbers of weekdays: Monday is 1. */
export function isoWeekday(day: PanelSettings['firstWeekday']): number {
  return weekdays.indexOf(day) + 1;
}
