// Sampled persons as points: whole numbers are moved a little, so that equal ones do not hide each other.
import type { Pictures, RfeResult } from '#shared/results/rfe-result';
import { measureList } from './feature-measures.ts';
import { escapeText } from './label-text.ts';
import { logPosition } from './log-scale.ts';
import { quantityText } from './number-text.ts';

type Column = 'recency' | 'frequency' | 'engagement';

/** A number in [-0.5, 0.5) that depends on row and column alone, so that pictures repeat. */
function shiftOf(row: number, salt: number): number {
  let mixed = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 4_294_967_296 - 0.5;
}

/** Places on a logarithmic axis; whole values are shifted by at most 0.3 of a unit. */
export function pointPlaces(points: Pictures['points'], column: Column): number[] {
  const values = points[column];
  const salt = ['recency', 'frequency', 'engagement'].indexOf(column);
  const whole = values.every(Number.isInteger);
  return values.map((value, row) => logPosition(whole ? value + 0.6 * shiftOf(row, salt) : value));
}

/** The rows of the sample that belong to a segment. */
export function rowsOfSegment(points: Pictures['points'], segment: number): number[] {
  return points.segment.flatMap((index, row) => (index === segment ? [row] : []));
}

export function extentOf(values: readonly number[]): { low: number; high: number } {
  return {
    low: values.reduce((a, b) => Math.min(a, b), values[0] ?? 0),
    high: values.reduce((a, b) => Math.max(a, b), values[0] ?? 1),
  };
}

/** The extent with room for the shift of whole numbers. */
export function shownExtent(values: readonly number[]): { low: number; high: number } {
  const { low, high } = extentOf(values);
  return { low: low - 0.35, high: high + 0.35 };
}

/** Values at the places of `rows`. */
export const pick = (values: readonly number[], rows: readonly number[]): number[] =>
  rows.map((row) => values[row] ?? 0);

/** What hovering over the point of a row says: its three numbers, not its shifted place. */
export function pointHover(
  result: Pick<RfeResult, 'features' | 'pictures'>,
): (row: number) => string {
  const { points } = result.pictures;
  const columns = [points.recency, points.frequency, points.engagement];
  const measures = measureList(result);
  // Most values are those of many people, and writing a number takes longer than finding it.
  const written = measures.map(() => new Map<number, string>());
  const textOf = (value: number, measure: number): string => {
    const known = written[measure]?.get(value);
    if (known !== undefined) return known;
    const { label = '', unit = '' } = measures[measure] ?? {};
    const text = escapeText(`${label}: ${quantityText(value, unit)}`);
    written[measure]?.set(value, text);
    return text;
  };
  return (row) => measures.map((_, i) => textOf(columns[i]?.[row] ?? 0, i)).join('<br>');
}
