// What is told of each class: size, what is typical, what marks it out.
import { shapColumn } from '#analysis/explanations/tree-shap/tree-shap-types';
import { mean } from '#analysis/statistics/moments';
import { quantileOfSorted } from '#analysis/statistics/quantile';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import type { BoundName } from '#shared/recipe/event-settings';
import { identifySegments } from '../identify-segments.ts';
import type { SegmentDraft } from './analysis-input.ts';
import type { ShapOfPeople } from './shap-people.ts';

/** Colours of the palette. */
const colourCount = 13;
const mostMarks = 3;

export interface SegmentInput {
  readonly table: FeatureTable;
  readonly target: Int32Array;
  readonly segments: Uint8Array;
  readonly probabilities: Float64Array;
  readonly classNames: readonly string[];
  readonly names: readonly BoundName[];
  readonly shap: ShapOfPeople;
}

export function describeSegments(input: SegmentInput): SegmentDraft[] {
  const { table, segments, target, classNames, probabilities } = input;
  const classCount = classNames.length;
  const scales = table.columns.map(scaleOf);
  const members = classNames.map((_, k) =>
    [...segments.keys()].filter((row) => segments[row] === k),
  );
  const centres = members.map((rows) => centreOf(table, rows, scales));
  const identities = identifySegments(centres, input.names);
  return classNames.map((label, index): SegmentDraft => {
    const rows = members[index] ?? [];
    const assigned = rows.filter((row) => target[row]! < 0);
    const identity = identities[index]?.identity ?? index;
    const marks = marksOf(input, index, rows);
    const share = table.rowCount > 0 ? rows.length / table.rowCount : 0;
    return {
      id: `segment-${identity + 1}`,
      identity,
      index,
      colour: identity % colourCount,
      suggestedName: label,
      givenName: identities[index]?.givenName ?? null,
      description: describe(rows.length, share, marks),
      personCount: rows.length,
      personShare: share,
      byRule: false,
      centroidZ: centres[index] ?? [],
      label,
      labelledCount: rows.length - assigned.length,
      assignedCount: assigned.length,
      meanProbability:
        assigned.length > 0
          ? mean(assigned.map((row) => probabilities[row * classCount + index]!))
          : null,
      marks,
      means: table.columns.map((column) => numberOf(column, rows, mean)),
      medians: table.columns.map((column) => numberOf(column, rows, medianOf)),
      commonLevels: table.columns.map((column) => commonLevel(column, rows)?.name ?? null),
    };
  });
}

function describe(personCount: number, share: number, marks: SegmentDraft['marks']): string {
  const people = `${personCount.toLocaleString('en-US')} people (${(100 * share).toFixed(0)} %)`;
  const words = marks.map(({ sentence }) => sentence).join('; ');
  return words === '' ? `${people}.` : `${people}: ${words}.`;
}

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

function knownOf({ values }: FeatureColumn, rows: readonly number[]): number[] {
  return rows.map((row) => values[row]!).filter((value) => !Number.isNaN(value));
}

function scaleOf(column: FeatureColumn): Scale {
  if (column.kind === 'categorical') return { mean: 0, deviation: 0 };
  const known = column.values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { mean: 0, deviation: 0 };
  const centre = mean(known);
  const squares = known.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { mean: centre, deviation: Math.sqrt(squares / known.length) };
}

/** What a name is bound to: standardised means of the numeric features. */
function centreOf(
  table: FeatureTable,
  rows: readonly number[],
  scales: readonly Scale[],
): number[] {
  return table.columns.flatMap((column, j) => {
    if (column.kind === 'categorical') return [];
    const known = knownOf(column, rows);
    const { mean: centre, deviation } = scales[j]!;
    return [known.length === 0 || deviation === 0 ? 0 : (mean(known) - centre) / deviation];
  });
}

function numberOf(
  column: FeatureColumn,
  rows: readonly number[],
  reduce: (values: number[]) => number,
): number | null {
  if (column.kind === 'categorical') return null;
  const known = knownOf(column, rows);
  return known.length === 0 ? null : reduce(known);
}

function medianOf(values: number[]): number {
  return quantileOfSorted(Float64Array.from(values).sort(), 0.5);
}

function commonLevel(
  column: FeatureColumn,
  rows: readonly number[],
): { readonly name: string; readonly share: number } | null {
  if (column.kind !== 'categorical') return null;
  const counts = new Float64Array(column.levels.length);
  const known = knownOf(column, rows);
  for (const level of known) counts[level]! += 1;
  if (known.length === 0) return null;
  const most = counts.reduce((best, value, level) => (value > counts[best]! ? level : best), 0);
  return { name: column.levels[most] ?? '', share: counts[most]! / known.length };
}

/** Features whose SHAP values most often speak for the class among its own people. */
function marksOf(
  { table, segments, shap }: SegmentInput,
  index: number,
  rows: readonly number[],
): SegmentDraft['marks'] {
  const own = [...shap.rows.keys()].filter((i) => segments[shap.rows[i]!] === index);
  if (own.length === 0) return [];
  const inClass = new Set(rows);
  const others = [...segments.keys()].filter((row) => !inClass.has(row));
  return table.columns
    .map((_, feature) => {
      const values = shapColumn(shap.shap, index, feature);
      return {
        feature,
        towards: mean(own.map((i) => values[i]!)),
        size: mean(own.map((i) => Math.abs(values[i]!))),
      };
    })
    .filter(({ towards }) => towards > 0)
    .sort((a, b) => b.towards - a.towards)
    .flatMap(({ feature, size }) => {
      const sentence = markSentence(table.columns[feature]!, rows, others);
      return sentence === null ? [] : [{ feature, sentence, meanAbsoluteShap: size }];
    })
    .slice(0, mostMarks);
}

/** null where the two look alike: then the mark works only together with others. */
function markSentence(
  column: FeatureColumn,
  rows: readonly number[],
  others: readonly number[],
): string | null {
  const { name, kind } = column;
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  if (kind === 'categorical') {
    const level = commonLevel(column, rows);
    if (!level) return null;
    const index = column.levels.indexOf(level.name);
    const known = knownOf(column, others);
    const share = known.filter((value) => value === index).length / Math.max(1, known.length);
    return `${name} is ${level.name} for ${percent(level.share)}, of the others for ${percent(share)}`;
  }
  const own = knownOf(column, rows);
  const rest = knownOf(column, others);
  if (own.length === 0 || rest.length === 0) return null;
  if (kind === 'binary') {
    return `${name} holds for ${percent(mean(own))}, of the others for ${percent(mean(rest))}`;
  }
  const [median, otherMedian] = [readable(medianOf(own)), readable(medianOf(rest))];
  return median === otherMedian ? null : `median ${name} ${median} against ${otherMedian}`;
}

export function readable(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
