// What each segment is like: size, share of people and of value, every feature in own units.
import { noSegment, requireLabel, type Labels } from '../agreement/cross-table.ts';
import { AnalysisError } from '../analysis-error.ts';
import { mean } from '../statistics/moments.ts';
import { quantileOfSorted, sortedCopy } from '../statistics/quantile.ts';
import { requireCount, requireFinite } from '../statistics/require-values.ts';
import type {
  FeatureProfile,
  SegmentFeature,
  SegmentProfile,
  SegmentProfiles,
  SegmentValue,
} from './rfe-types.ts';

/**
 * Exact, on all persons that have a segment.
 *
 * @param labels 0 to segmentCount - 1 a person, or -1 for persons to leave out
 * @throws AnalysisError `input.empty` where nobody has a segment, `input.length-mismatch`,
 *   `input.not-finite` naming row and column, `input.unknown-label`
 */
export function profileSegments(
  labels: Labels,
  segmentCount: number,
  features: readonly SegmentFeature[],
  value: SegmentValue,
): SegmentProfiles {
  for (const { name, values } of [...features, value]) {
    requireRows(labels, values, name);
    requireFinite(values, `Column ${name}`, name);
  }
  const members = membersOf(labels, segmentCount);
  const everyone = rowsWithSegment(labels);
  requireCount(everyone.length, 1, 'Profile of segments');
  const everybody = profileRows(noSegment, everyone, everyone.length, features, value, null);
  const segments = members.map((rows, index) =>
    profileRows(index, rows, everyone.length, features, value, everybody.valueTotal),
  );
  return {
    personCount: everyone.length,
    value: { name: value.name, unit: value.unit },
    segments,
    everybody,
  };
}

function rowsWithSegment(labels: Labels): Uint32Array {
  const rows = new Uint32Array(labels.length);
  let count = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] !== noSegment) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** The rows of every segment, ascending. */
export function membersOf(labels: Labels, segmentCount: number): Uint32Array[] {
  const sizes = new Uint32Array(segmentCount);
  for (let row = 0; row < labels.length; row++) {
    const label = requireLabel(labels[row]!, segmentCount, row);
    if (label !== noSegment) sizes[label]!++;
  }
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (label !== noSegment) members[label]![sizes[label]!++] = row;
  }
  return members;
}

/** @param total value of everybody; null for the profile of everybody itself */
function profileRows(
  index: number,
  rows: Uint32Array,
  personCount: number,
  features: readonly SegmentFeature[],
  value: SegmentValue,
  total: number | null,
): SegmentProfile {
  let valueTotal = 0;
  let zeroValueCount = 0;
  for (const row of rows) {
    valueTotal += value.values[row]!;
    if (value.values[row]! <= 0) zeroValueCount++;
  }
  const whole = total ?? valueTotal;
  return {
    index,
    size: rows.length,
    personShare: rows.length / personCount,
    valueTotal,
    valueShare: whole > 0 ? valueTotal / whole : null,
    zeroValueCount,
    features: rows.length === 0 ? [] : features.map((feature) => profileFeature(feature, rows)),
  };
}

function profileFeature(feature: SegmentFeature, rows: Uint32Array): FeatureProfile {
  const { name, role, unit, values, zValues } = feature;
  const sorted = sortedCopy(pick(values, rows), `Column ${name}`);
  return {
    name,
    role,
    unit,
    mean: mean(sorted),
    median: quantileOfSorted(sorted, 0.5),
    quartiles: [quantileOfSorted(sorted, 0.25), quantileOfSorted(sorted, 0.75)],
    z: zValues === null ? null : mean(pick(zValues, rows)),
  };
}

function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!;
  return picked;
}

function requireRows(labels: Labels, values: Float64Array, name: string): void {
  if (labels.length === values.length) return;
  throw new AnalysisError(
    'input.length-mismatch',
    `Column ${name} has ${values.length} rows, the segments have ${labels.length}.`,
    'Labels and features have to list the same persons in the same order.',
    { column: name },
  );
}
