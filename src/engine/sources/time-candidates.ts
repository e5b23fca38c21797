// The ways of writing a moment that are looked for in text, likeliest first.
import { patternExpression } from './time-pattern.ts';

export interface TimeCandidate {
  /** As a recipe names it: a named format or a strptime pattern. */
  readonly format: string;
  readonly expressions: readonly RegExp[];
}

const timesOfDay = ['', ' %H:%M', ' %H:%M:%S', ' %H:%M:%S.%f', ' %I:%M %p', ' %I:%M:%S %p'];

/** The strptime patterns of the named formats that have a day and perhaps a time of day. */
export const datePatterns: Readonly<Record<string, string>> = {
  'dd/mm/yyyy': '%d/%m/%Y',
  'mm/dd/yyyy': '%m/%d/%Y',
  'dd.mm.yyyy': '%d.%m.%Y',
};

const iso =
  /^\s*(?<Y>[1-9]\d{3})(?<s>[-/])(?<m>\d{1,2})\k<s>(?<d>\d{1,2})(?:[ T](?<H>\d{1,2}):(?<M>\d{2})(?::(?<S>\d{2})(?:\.\d{1,9})?)?)?\s?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)?\s*$/;

const otherDates = [
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d/%m/%y',
  '%m/%d/%y',
  '%d.%m.%y',
  '%d-%m-%y',
  '%Y.%m.%d',
  '%d-%b-%Y',
  '%d-%b-%y',
  '%d/%b/%Y',
  '%d %b %Y',
  '%d %B %Y',
  '%b %d, %Y',
  '%B %d, %Y',
  '%b %d %Y',
];

const otherMoments = [
  '%Y%m%dT%H%M%S',
  '%Y%m%d %H:%M:%S',
  '%Y%m%d%H%M%S',
  '%a, %d %b %Y %H:%M:%S %z',
  '%a %b %d %H:%M:%S %Y',
  '%d/%b/%Y:%H:%M:%S %z',
  '%Y-%m',
  '%m/%Y',
];

function named(format: string, date: string): TimeCandidate {
  return { format, expressions: timesOfDay.map((time) => patternExpression(date + time)) };
}

function pattern(format: string): TimeCandidate {
  return { format, expressions: [patternExpression(format)] };
}

export const timeCandidates: readonly TimeCandidate[] = [
  { format: 'iso', expressions: [iso] },
  ...Object.entries(datePatterns).map(([format, date]) => named(format, date)),
  { format: 'yyyymmdd', expressions: [patternExpression('%Y%m%d')] },
  ...otherDates.flatMap((date) => timesOfDay.map((time) => pattern(date + time))),
  ...otherMoments.map(pattern),
];
