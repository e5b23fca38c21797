// Reads moments by strptime patterns, so that a sample tells which pattern a column follows. The
// same patterns are what DuckDB is given later.

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fullMonths =
  'january|february|march|april|may|june|july|august|september|october|november|december';

const tokens: Readonly<Record<string, string>> = {
  Y: '(?<Y>[1-9]\\d{3})',
  y: '(?<y>\\d{2})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  b: `(?<b>${months.join('|')})`,
  B: `(?<B>${fullMonths})`,
  a: '(?:mon|tue|wed|thu|fri|sat|sun)',
  A: '(?:mon|tues|wednes|thurs|fri|satur|sun)day',
  H: '(?<H>\\d{1,2})',
  I: '(?<I>\\d{1,2})',
  M: '(?<M>\\d{2})',
  S: '(?<S>\\d{2})',
  f: '(?<f>\\d{1,6})',
  p: '(?<p>[ap]m)',
  z: '(?<z>[+-]\\d{2}(?::?\\d{2})?)',
};

/** Two digits stand for themselves where blanks are missing between numbers, as in `%Y%m%d`. */
const fixedWidth: Readonly<Record<string, string>> = {
  m: '(?<m>\\d{2})',
  d: '(?<d>\\d{2})',
  H: '(?<H>\\d{2})',
};

/** A regular expression with a named group for every part of the moment. */
export function patternExpression(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.*+?^$(){}|[\]\\]/g, '\\$&')
    .replaceAll(/(?<=%[A-Za-z])%([mdH])/g, (_, token: string) => fixedWidth[token] ?? '')
    .replaceAll(/%([A-Za-z])/g, (_, token: string) => tokens[token] ?? '(?!)');
  return new RegExp(`^\\s*${source}\\s*$`, 'i');
}

function yearOf(groups: Partial<Record<string, string>>): number {
  if (groups.Y !== undefined) return Number(groups.Y);
  const short = Number(groups.y);
  return short < 69 ? 2000 + short : 1900 + short;
}

function monthOf(groups: Partial<Record<string, string>>): number {
  if (groups.m !== undefined) return Number(groups.m);
  const name = groups.b ?? groups.B;
  return name === undefined ? 1 : months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/**
 * The moment in milliseconds since 1970, UTC, as far as needed to compare readings; null where the
 * text does not follow the expression or names no day of the calendar (30 February).
 */
export function readMoment(expression: RegExp, text: string): number | null {
  const groups: Partial<Record<string, string>> | undefined = expression.exec(text)?.groups;
  if (groups === undefined) return null;
  const year = yearOf(groups);
  const month = monthOf(groups);
  const day = Number(groups.d ?? 1);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const hour = Number(groups.H ?? groups.I ?? 0);
  const minute = Number(groups.M ?? 0);
  const second = Number(groups.S ?? 0);
  const hourLimit = groups.I === undefined ? 24 : 12;
  if (hour > hourLimit || minute > 59 || second > 59) return null;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}
