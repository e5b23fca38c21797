// The type of a column from sampled values: what nearly all of them can be read as.
import type { ColumnType } from '#shared/recipe/mapping';
import { hasLeadingZero, isBeyondDouble, readNumber, type Decimal } from './number-text.ts';
import type { SampleColumn, SampleValue } from './source-sample.ts';
import {
  detectNumericTimeFormat,
  detectTimeFormat,
  timeFormatsInUse,
  type TimeFormatGuess,
} from './time-format.ts';
import { areTruthWords } from './truth-text.ts';

export interface Inference {
  readonly type: ColumnType;
  readonly timeFormat?: string;
  readonly timeAmbiguous: boolean;
  /** Words for "nothing", such as NA, in a column of numbers or moments. */
  readonly missingCount: number;
  readonly notes: readonly string[];
}

/** In a column of names these are names; elsewhere they stand for a missing value. */
const missingWord = /^\s*(?:na|n\/a|null|none|nil|nan|missing|unknown|#n\/a|\\n|-|\.|\?)\s*$/i;

/** A type is taken where this share of the values can be read as it. */
const enough = 0.9;

const noTime = { timeAmbiguous: false } as const;

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function othersNote(others: readonly string[], total: number, what: string): string[] {
  if (others.length === 0) return [];
  const example = (others[0] ?? '').slice(0, 40);
  return [
    `${count(others.length)} of ${count(total)} sampled values are not ${what}: "${example}".`,
  ];
}

const usualFrom = Date.UTC(1900, 0);
const usualTo = Date.UTC(2101, 0);

function timeInference(guess: TimeFormatGuess, texts: readonly string[]): Inference {
  const unreadable = texts.length - guess.readableCount;
  const notes = [
    ...(guess.ambiguous ? ['Day and month can be read either way; choose the right one.'] : []),
    ...(unreadable > 0
      ? [`${count(unreadable)} of ${count(texts.length)} sampled values are not written this way.`]
      : []),
    ...(guess.firstMs < usualFrom || guess.lastMs >= usualTo
      ? ['Some moments lie before 1900 or after 2100.']
      : []),
  ];
  return {
    type: 'time',
    timeFormat: guess.format,
    timeAmbiguous: guess.ambiguous,
    missingCount: 0,
    notes,
  };
}

function textInference(texts: readonly string[]): Inference {
  const formats = timeFormatsInUse(texts, 0.1);
  const notes =
    formats.length >= 2
      ? [`Moments are written in ${formats.length} ways: ${formats.join(', ')}.`]
      : [];
  return { type: 'text', ...noTime, missingCount: 0, notes };
}

interface ReadNumbers {
  readonly values: readonly number[];
  readonly others: readonly string[];
  readonly whole: boolean;
  readonly infiniteCount: number;
  readonly decorations: ReadonlySet<string>;
}

function readNumbers(texts: readonly string[], decimal: Decimal): ReadNumbers {
  const values: number[] = [];
  const others: string[] = [];
  const decorations = new Set<string>();
  let whole = true;
  let infiniteCount = 0;
  for (const text of texts) {
    const number = readNumber(text, decimal);
    if (number === null) {
      others.push(text);
      continue;
    }
    if (!Number.isFinite(number.value)) infiniteCount += 1;
    else values.push(number.value);
    if (!number.whole && Number.isFinite(number.value)) whole = false;
    if (number.decoration !== null) decorations.add(number.decoration);
  }
  return { values, others, whole, infiniteCount, decorations };
}

const decorationNotes: Readonly<Record<string, string>> = {
  thousands: 'Separators of thousands are left out.',
  percent: 'The percent sign is left out: 12 % is read as 12.',
  currency: 'Currency signs are left out.',
};

function numberNotes(numbers: ReadNumbers, total: number): string[] {
  return [
    ...othersNote(numbers.others, total, 'numbers'),
    ...(numbers.infiniteCount > 0
      ? [`${count(numbers.infiniteCount)} sampled values are infinite and count as missing.`]
      : []),
    ...[...numbers.decorations].map((decoration) => decorationNotes[decoration] ?? ''),
  ];
}

function numberInference(
  name: string,
  texts: readonly string[],
  decimal: Decimal,
): Inference | null {
  const numbers = readNumbers(texts, decimal);
  if (numbers.values.length < enough * texts.length || numbers.values.length === 0) return null;
  const notes = numberNotes(numbers, texts.length);
  const timeFormat = detectNumericTimeFormat(name, numbers.values);
  if (timeFormat !== null) {
    return { type: 'time', timeFormat, timeAmbiguous: false, missingCount: 0, notes };
  }
  const type = numbers.whole ? 'integer' : 'number';
  return { type, ...noTime, missingCount: 0, notes };
}

function identifierNote(texts: readonly string[]): string | null {
  if (texts.some(isBeyondDouble)) {
    return 'Whole numbers beyond 9,007,199,254,740,991 are kept as text, digit by digit.';
  }
  if (texts.some(hasLeadingZero) && texts.every((text) => /^\s*[+-]?\d+\s*$/.test(text))) {
    return 'Leading zeros are kept, so the values are text.';
  }
  return null;
}

function inferFromText(name: string, all: readonly string[], decimal: Decimal): Inference {
  const texts = all.filter((text) => !missingWord.test(text));
  const missingCount = all.length - texts.length;
  const words = new Set(texts.map((text) => text.trim().toLowerCase()));
  if (areTruthWords(words)) return { type: 'boolean', ...noTime, missingCount, notes: [] };
  const asNumber = numberInference(name, texts, decimal);
  if (asNumber?.type !== 'time') {
    const note = identifierNote(texts);
    if (note !== null) return { type: 'text', ...noTime, missingCount: 0, notes: [note] };
  }
  if (asNumber !== null) return { ...asNumber, missingCount };
  const guess = detectTimeFormat(texts);
  if (guess !== null && guess.readableCount >= enough * texts.length) {
    return { ...timeInference(guess, texts), missingCount };
  }
  return textInference(texts);
}

function typedInference(type: ColumnType): Inference {
  if (type !== 'time') return { type, ...noTime, missingCount: 0, notes: [] };
  return { type, timeFormat: 'native', ...noTime, missingCount: 0, notes: [] };
}

function mixedNote(values: readonly SampleValue[]): string[] {
  const kinds = new Set(values.map((value) => (typeof value === 'string' ? 'text' : 'numbers')));
  return kinds.size > 1 ? ['The column mixes text and numbers.'] : [];
}

/** @param present the sampled values that are not missing. */
export function inferType(
  column: SampleColumn,
  present: readonly SampleValue[],
  decimal: Decimal,
): Inference {
  if (column.type !== undefined && column.type !== 'text') return typedInference(column.type);
  if (present.length === 0) {
    return { type: 'text', ...noTime, missingCount: 0, notes: ['No value in the sampled rows.'] };
  }
  if (present.every((value) => typeof value === 'boolean')) return typedInference('boolean');
  const inference = inferFromText(column.name, present.map(String), decimal);
  return { ...inference, notes: [...mixedNote(present), ...inference.notes] };
}
