// Numbers, dates, sizes and durations as people read them. The window speaks English, so it writes
// numbers the same way; months are words, so no date can be read in two ways.

const locale = 'en-GB';

const counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const exactTimes = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
const plainDates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const decimals = new Map<string, Intl.NumberFormat>();

function withDigits(digits: number, fewest = digits): Intl.NumberFormat {
  const key = `${fewest} to ${digits}`;
  const known = decimals.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: fewest,
    maximumFractionDigits: digits,
  });
  decimals.set(key, format);
  return format;
}

/** "20,114,208" */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** As many decimals as the size asks for: "1,234", "12.3", "7.5", "0.046"; or exactly `digits`. */
export function formatNumber(value: number, digits?: number): string {
  if (digits !== undefined) return withDigits(digits).format(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return counts.format(value);
  if (size >= 100) return withDigits(0).format(value);
  if (size >= 10) return withDigits(1, 0).format(value);
  if (size >= 1) return withDigits(2, 0).format(value);
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(value);
}

/** A share of 0 to 1 as "23 %"; small ones as "0.4 %"; what is not nothing never looks like it. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return '< 0.1 %';
  const isRound = percent === 0 || Math.abs(percent) >= 9.95;
  return `${withDigits(isRound ? 0 : 1).format(percent)} %`;
}

/** An ISO moment as "21 May 2015, 14:30" in the time zone of the machine. */
export function formatDateTime(iso: string): string {
  return dateTimes.format(new Date(iso));
}

/** The same with seconds, where two moments are to be told apart. */
export function formatExactTime(iso: string): string {
  return exactTimes.format(new Date(iso));
}

/** The day of an ISO moment, in the time zone of the machine. */
export function formatDay(iso: string): string {
  return dates.format(new Date(iso));
}

/** A calendar date (`2015-05-21`) as "21 May 2015", whatever the time zone. */
export function formatDate(isoDate: string): string {
  return plainDates.format(new Date(`${isoDate.slice(0, 10)}T00:00:00Z`));
}

/** The same for every ISO date within a sentence of the engine's. */
export function withReadableDates(sentence: string): string {
  return sentence.replace(/\b\d{4}-\d{2}-\d{2}\b/g, formatDate);
}

/** "740 B", "1.2 MB": decimal units, as file managers have them. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value, unit > 0 && value < 9.95 ? 1 : 0)} ${units[unit] ?? ''}`;
}

/** "less than a second", "42 s", "1 min 20 s", "2 h 5 min". */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 1) return 'less than a second';
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joinUnits(minutes, 'min', seconds % 60, 's');
  return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** "1 person", "3 people". */
export function formatPlural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
