// Sentences tied to their numbers: a template and its values, never a ready-made text.
import type { Unit } from './unit.ts';

export type SentenceValue =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'people'; readonly value: number }
  | { readonly kind: 'share'; readonly value: number }
  | { readonly kind: 'measure'; readonly value: number; readonly unit: Unit };

export interface Sentence {
  /** Text with the names of values in braces: "{people} ({share})". */
  readonly template: string;
  readonly values: Readonly<Record<string, SentenceValue>>;
  /** The segment that the sentence speaks of; null for one about all. */
  readonly segment: number | null;
}

export const text = (value: string): SentenceValue => ({ kind: 'text', value });
export const count = (value: number): SentenceValue => ({ kind: 'count', value });
export const people = (value: number): SentenceValue => ({ kind: 'people', value });
export const share = (value: number): SentenceValue => ({ kind: 'share', value });
export const measure = (value: number, unit: Unit): SentenceValue => ({
  kind: 'measure',
  value,
  unit,
});

/** The sentence as plain text; a name without a value stays in its braces. */
export function renderSentence({ template, values }: Sentence): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value ? renderValue(value) : whole;
  });
}

/** 12,345; 1 person; 12.3 %; 4.2 days. */
export function renderValue(value: SentenceValue): string {
  switch (value.kind) {
    case 'text':
      return value.value;
    case 'count':
      return grouped(Math.round(value.value).toFixed(0));
    case 'people':
      return withUnit(grouped(value.value.toFixed(0)), { one: 'person', many: 'people' });
    case 'share':
      return renderShare(value.value);
    case 'measure':
      return withUnit(renderNumber(value.value), value.unit);
  }
}

/** One digit behind the point; a share that is neither nothing nor everything never looks like it. */
function renderShare(value: number): string {
  const percent = 100 * value;
  if (value > 0 && percent < 0.05) return 'under 0.1 %';
  if (value < 1 && percent >= 99.95) return 'over 99.9 %';
  return `${Number(percent.toFixed(1))} %`;
}

function renderNumber(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 100) return grouped(value.toFixed(0));
  if (magnitude >= 1 || value === 0) return String(Number(value.toFixed(1)));
  return String(Number(value.toPrecision(2)));
}

/** The number with its unit, in the singular for exactly one. */
function withUnit(number: string, { one, many }: Unit): string {
  return `${number} ${number === '1' ? one : many}`.trimEnd();
}

/** Thousands separated by commas; not by the locale, so that results are the same everywhere. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
