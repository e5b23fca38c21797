// Ways of writing a moment, in words, and the two readings of a date like 01/02/2024.
import type { NamedTimeFormat } from '#shared/recipe/mapping';

export const timeFormatLabels: Record<NamedTimeFormat, string> = {
  native: 'As the file says (a time type)',
  iso: 'Year-month-day: 2015-05-20 23:59:59',
  yyyymmdd: 'Year, month, day without signs: 20150520',
  'dd/mm/yyyy': 'Day/month/year: 20/05/2015',
  'mm/dd/yyyy': 'Month/day/year: 05/20/2015',
  'dd.mm.yyyy': 'Day.month.year: 20.05.2015',
  'unix-seconds': 'Seconds since 1970: 1432166399',
  'unix-milliseconds': 'Milliseconds since 1970',
  'unix-microseconds': 'Microseconds since 1970',
  'excel-days': 'Days as Excel counts them: 42144.99',
};

/** The other order of day and month; null where there is none. */
export function otherReading(format: string): string | null {
  if (format === 'dd/mm/yyyy') return 'mm/dd/yyyy';
  if (format === 'mm/dd/yyyy') return 'dd/mm/yyyy';
  if (!format.includes('%d') || !format.includes('%m')) return null;
  return format.replace('%d', '\u0000').replace('%m', '%d').replace('\u0000', '%m');
}

const isDayFirst = (format: string) =>
  format === 'dd/mm/yyyy' || (format.includes('%d') && format.indexOf('%d') < format.indexOf('%m'));

/** "the day comes first: 1 February 2024", for the first example that has two short numbers. */
export function readingInWords(format: string, example: string | undefined): string {
  const order = isDayFirst(format) ? 'Day first' : 'Month first';
  const [, first, second, year] = /^\s*(\d{1,2})\D(\d{1,2})\D(\d{2,4})/.exec(example ?? '') ?? [];
  if (!first || !second || !year) return order;
  const [day, month] = isDayFirst(format) ? [first, second] : [second, first];
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
  const date = new Date(Date.UTC(2000, Number(month) - 1, 1));
  if (Number(month) < 1 || Number(month) > 12) return order;
  const fullYear = year.length === 2 ? `20${year}` : year;
  return `${order}: ${Number(day)} ${name.format(date)} ${fullYear}`;
}
