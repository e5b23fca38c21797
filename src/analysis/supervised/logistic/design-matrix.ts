// Features as the columns of a regression: standardised numbers, levels as marks, missing values as
// the mean with a mark of their own.
import type { FeatureColumn, FeatureTable } from '../feature-table.ts';
import type { LogisticTerm } from './logistic-types.ts';

/** Learns the terms from training rows. */
export function fitTerms(table: FeatureTable): LogisticTerm[] {
  return table.columns.flatMap((column, feature) => [
    ...(column.kind === 'categorical' ? levelTerms(column, feature) : [valueTerm(column, feature)]),
    ...(column.values.some(Number.isNaN) ? [missingTerm(column, feature)] : []),
  ]);
}

/** Binary columns are not scaled; their mean only stands in for missing values. */
function valueTerm({ name, kind, values }: FeatureColumn, feature: number): LogisticTerm {
  const term = { name, feature, kind: 'value', level: -1 } as const;
  const present = values.filter((value) => !Number.isNaN(value));
  const { mean, deviation } = meanAndDeviation(present);
  const isConstant = deviation === 0;
  const scale = kind === 'binary' || isConstant ? 1 : deviation;
  return { ...term, mean, deviation: scale, isConstant };
}

/** About the first value, and in units of the greatest distance from it, so that nothing overflows. */
function meanAndDeviation(values: Float64Array): { mean: number; deviation: number } {
  const first = values[0] ?? 0;
  let reach = 0;
  for (const value of values) reach = Math.max(reach, Math.abs(value / 2 - first / 2));
  if (reach === 0) return { mean: first, deviation: 0 };
  let sum = 0;
  for (const value of values) sum += (value / 2 - first / 2) / reach;
  const centre = sum / values.length;
  let squares = 0;
  for (const value of values) squares += ((value / 2 - first / 2) / reach - centre) ** 2;
  return {
    mean: first + 2 * reach * centre,
    deviation: 2 * reach * Math.sqrt(squares / values.length),
  };
}

function levelTerms({ name, values, levels }: FeatureColumn, feature: number): LogisticTerm[] {
  const counts = new Uint32Array(levels.length);
  for (const value of values) if (value >= 0) counts[value]!++;
  return levels.map((level, index) => ({
    name: `${name} = ${level}`,
    feature,
    kind: 'level',
    level: index,
    mean: 0,
    deviation: 1,
    isConstant: counts[index] === 0 || counts[index] === values.length,
  }));
}

function missingTerm({ name, values }: FeatureColumn, feature: number): LogisticTerm {
  const isConstant = values.every(Number.isNaN);
  const term = { name: `${name} is missing`, feature, kind: 'missing', level: -1 } as const;
  return { ...term, mean: 0, deviation: 1, isConstant };
}

/** A term's standardised values; a missing number counts as the mean. */
export function termValues(term: LogisticTerm, table: FeatureTable): Float64Array {
  const { values, kind } = table.columns[term.feature]!;
  if (term.isConstant) return new Float64Array(values.length);
  if (term.kind === 'level') return values.map((value) => (value === term.level ? 1 : 0));
  if (term.kind === 'missing') return values.map((value) => (Number.isNaN(value) ? 1 : 0));
  const origin = kind === 'binary' ? 0 : term.mean;
  return values.map(
    (value) => ((Number.isNaN(value) ? term.mean : value) - origin) / term.deviation,
  );
}

/** What is taken off a term's value before it is divided by the deviation. */
export function originOf(term: LogisticTerm, table: FeatureTable): number {
  const isScaled = term.kind === 'value' && table.columns[term.feature]!.kind !== 'binary';
  return isScaled ? term.mean : 0;
}
