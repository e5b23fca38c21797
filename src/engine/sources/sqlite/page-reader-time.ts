// Dates to microseconds without a string ever being made: the common ways of writing, exactly.
// Whatever does not fit is left to DuckDB, which reads every format.

const zero = 48;
const dash = 45;
const colon = 58;

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i++) {
    const digit = bytes[i]! - zero;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days since 1970-01-01 of a day of the Gregorian calendar; NaN where there is no such day. */
function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1)) return NaN;
  const leapDay = isLeap(year) ? 1 : 0;
  if (day > daysOfMonth[month - 1]! + (month === 2 ? leapDay : 0)) return NaN;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const dayOfYear = daysBeforeMonth[month - 1]! + (month > 2 ? leapDay : 0) + day;
  return before * 365 + leapDays + dayOfYear - 719_163;
}

const microsecondsPerDay = 86_400_000_000;

/** Two digits; from 128 on where one is none. */
function pair(bytes: Uint8Array, start: number): number {
  const tens = bytes[start]! - zero;
  const ones = bytes[start + 1]! - zero;
  return tens >>> 0 < 10 && ones >>> 0 < 10 ? tens * 10 + ones : 128;
}

/**
 * `2015-05-20`, `2015-05-20 23:59:59`, with `T`, with up to six decimals; NaN for the rest.
 * @param start where the text begins in `bytes`, UTF-8
 * @param length of the text in bytes
 */
export function isoMicroseconds(bytes: Uint8Array, start: number, length: number): number {
  if (length < 10 || length > 26) return NaN;
  if (bytes[start + 4] !== dash || bytes[start + 7] !== dash) return NaN;
  const century = pair(bytes, start);
  const year = pair(bytes, start + 2);
  const month = pair(bytes, start + 5);
  const dayOfMonth = pair(bytes, start + 8);
  if ((century | year | month | dayOfMonth) > 127) return NaN;
  const day = dayNumber(century * 100 + year, month, dayOfMonth);
  if (length === 10) return day * microsecondsPerDay;
  const separator = bytes[start + 10];
  if (length < 19 || (separator !== 32 && separator !== 84)) return NaN;
  if (bytes[start + 13] !== colon || bytes[start + 16] !== colon) return NaN;
  const hour = pair(bytes, start + 11);
  const minute = pair(bytes, start + 14);
  const second = pair(bytes, start + 17);
  if (hour > 23 || minute > 59 || second > 59) return NaN;
  const whole = day * microsecondsPerDay + ((hour * 60 + minute) * 60 + second) * 1e6;
  if (length === 19) return whole;
  if (bytes[start + 19] !== 46 || length === 20) return NaN;
  const decimals = length - 20;
  return whole + digits(bytes, start + 20, decimals) * (powersOfTen[6 - decimals] ?? NaN);
}

const powersOfTen = [1, 10, 100, 1000, 1e4, 1e5];

function yyyymmddMicroseconds(value: number): number {
  const day = dayNumber(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100);
  return day * microsecondsPerDay;
}

const unitMicroseconds: Readonly<Record<string, number>> = {
  'unix-seconds': 1e6,
  'unix-milliseconds': 1e3,
  'unix-microseconds': 1,
};

/** Beyond this DuckDB decides: years before 1000 and after 9999 are no moments. */
const quickLimit = 200_000_000_000_000_000;

/** Ways of writing that are read from text; the others are numbers. */
export function isTextFormat(format: string): boolean {
  return format === 'iso' || format === 'native';
}

/** A reader of numbers as microseconds since 1970; NaN where the number is left to DuckDB. */
export function numericTimeReader(format: string): (value: number) => number {
  if (format === 'yyyymmdd') {
    return (value) =>
      Number.isInteger(value) && value <= 99_991_231 ? yyyymmddMicroseconds(value) : NaN;
  }
  const unit = unitMicroseconds[format];
  if (unit === undefined) return () => NaN;
  const limit = Math.min(quickLimit, Number.MAX_SAFE_INTEGER) / unit;
  return (value) => (Number.isInteger(value) && value >= 0 && value < limit ? value * unit : NaN);
}

/** A single cell as the columns read it; NaN where it is left to DuckDB. */
export function quickMoment(cell: string | number | bigint | boolean, format: string): number {
  if (typeof cell === 'boolean') return NaN;
  if (typeof cell !== 'string') return numericTimeReader(format)(Number(cell));
  if (!isTextFormat(format)) return NaN;
  const bytes = Buffer.from(cell);
  return isoMicroseconds(bytes, 0, bytes.length);
}
