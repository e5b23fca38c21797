// Finds out how the moments of a column are written, from a sample of its values.
import { timeCandidates, type TimeCandidate } from './time-candidates.ts';
import { readMoment } from './time-pattern.ts';

export { timestampSql } from './timestamp-sql.ts';

export interface TimeFormatGuess {
  readonly format: string;
  /** True where another reading fits all the same values (01/02/2024). */
  readonly ambiguous: boolean;
  /** Of the values given, how many can be read. */
  readonly readableCount: number;
  /** The first and last of them, in milliseconds since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
}

interface Reading {
  readonly format: string;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

function readWith(candidate: TimeCandidate, value: string): number | null {
  for (const expression of candidate.expressions) {
    const moment = readMoment(expression, value);
    if (moment !== null) return moment;
  }
  return null;
}

function reading(candidate: TimeCandidate, values: readonly string[]): Reading {
  let count = 0;
  let first = Infinity;
  let last = -Infinity;
  for (const value of values) {
    const moment = readWith(candidate, value);
    if (moment === null) continue;
    count += 1;
    first = Math.min(first, moment);
    last = Math.max(last, moment);
  }
  return { format: candidate.format, count, firstMs: first, lastMs: last };
}

const probeLength = 40;
const longestMoment = 40;

function readings(values: readonly string[]): Reading[] {
  const probe = values
    .slice(0, probeLength)
    .filter((value) => value.length <= longestMoment && /\d/.test(value));
  if (probe.length === 0) return [];
  return timeCandidates
    .filter((candidate) => probe.some((value) => readWith(candidate, value) !== null))
    .map((candidate) => reading(candidate, values))
    .filter(({ count }) => count > 0);
}

/**
 * The likeliest way the texts are written as moments; null where none fits any of them. Of two
 * readings that fit equally, the one that spans the shorter time is taken and flagged.
 */
export function detectTimeFormat(values: readonly string[]): TimeFormatGuess | null {
  const all = readings(values);
  const best = Math.max(0, ...all.map(({ count }) => count));
  const equal = all.filter(({ count }) => count === best);
  const [first] = equal.toSorted((a, b) => a.lastMs - a.firstMs - (b.lastMs - b.firstMs));
  if (first === undefined) return null;
  const { format, firstMs, lastMs } = first;
  return { format, ambiguous: equal.length > 1, readableCount: best, firstMs, lastMs };
}

/** Every way of writing that fits at least `minimumShare` of the values, most frequent first. */
export function timeFormatsInUse(values: readonly string[], minimumShare: number): string[] {
  return readings(values)
    .filter(({ count }) => count >= minimumShare * values.length)
    .toSorted((a, b) => b.count - a.count)
    .map(({ format }) => format);
}

const numberRanges = [
  // 1973 to 2096: wide enough for real data, narrow enough to leave most counts alone.
  { format: 'unix-seconds', minimum: 1e8, maximum: 4e9 },
  { format: 'unix-milliseconds', minimum: 1e11, maximum: 4e12 },
  { format: 'unix-microseconds', minimum: 1e14, maximum: 4e15 },
  // 1954 to 2064.
  { format: 'excel-days', minimum: 20_000, maximum: 60_000 },
];

const timeName =
  /date|time|datum|zeit|fecha|(^|_)(ts|at|on|day|dt|tag|dia|jour|epoch)$|^(day|when|moment|data|hora)|created|updated|дата|время|日/i;

/** Whether a column's name promises moments. */
export function namesTime(name: string): boolean {
  return timeName.test(name);
}

/**
 * The way numbers stand for moments: dates as yyyymmdd by their values alone, counts since 1970 or
 * 1900 only where the name of the column promises a moment too.
 */
export function detectNumericTimeFormat(name: string, values: readonly number[]): string | null {
  if (values.length === 0) return null;
  const texts = values.map(String);
  const calendar = timeCandidates.find(({ format }) => format === 'yyyymmdd');
  const isDate = (text: string): boolean =>
    calendar !== undefined && /^(19|20)/.test(text) && readWith(calendar, text) !== null;
  if (texts.every(isDate) && (namesTime(name) || new Set(texts).size >= 3)) return 'yyyymmdd';
  if (!namesTime(name)) return null;
  const range = numberRanges.find(({ minimum, maximum }) =>
    values.every((value) => value >= minimum && value < maximum),
  );
  return range?.format ?? null;
}
