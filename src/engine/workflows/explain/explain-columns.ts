// What is known of every person of a run, and what else a project keeps to explain people later.
import type { PersonColumn } from '#shared/results/result-parts';
import type { CustomerFeature } from '../../customers/customer-features.ts';
import type { Labels } from '../../customers/labels.ts';
import type { PersonColumns } from '../../people/person-columns.ts';
import type { StoredArrays } from '../../project/stored-arrays.ts';
import type { ExplainAnalysis } from './analysis-input.ts';
import { secondOf } from './place-people.ts';

export function probabilityName(classIndex: number): string {
  return `probability ${classIndex + 1}`;
}

export function describePersonColumns(classNames: readonly string[]): PersonColumn[] {
  return [
    { name: 'probability', label: 'Probability', kind: 'share' },
    { name: 'margin', label: 'Margin to the next segment', kind: 'share' },
    { name: 'labelled', label: 'Label known', kind: 'flag' },
    ...classNames.map((name, index) => ({
      name: probabilityName(index),
      label: `Probability of ${name}`,
      kind: 'share' as const,
    })),
  ];
}

export function explainPersonColumns(
  persons: readonly string[],
  target: Int32Array,
  { personSegments, probabilities }: ExplainAnalysis,
  classCount: number,
): PersonColumns {
  const columnOf = (read: (row: number) => number): Float64Array =>
    Float64Array.from({ length: persons.length }, (_, row) => read(row));
  const classes = Array.from({ length: classCount }, (_, k): [string, Float64Array] => [
    probabilityName(k),
    columnOf((row) => probabilities[row * classCount + k]!),
  ]);
  return {
    persons,
    segment: personSegments,
    numbers: {
      probability: columnOf((row) => probabilities[row * classCount + personSegments[row]!]!),
      margin: columnOf((row) => secondOf(probabilities, row, classCount).margin),
      labelled: columnOf((row) => (target[row]! >= 0 ? 1 : 0)),
      ...Object.fromEntries(classes),
    },
  };
}

export function featureArray(index: number): string {
  return `feature:${index}`;
}

/** Names of the arrays beside those of features and of the model. */
export const arrayName = {
  target: 'target',
  background: 'background',
  shapRows: 'shap rows',
  shapValues: 'shap values',
  shapOutputs: 'shap outputs',
} as const;

export function explainArrays(
  features: readonly CustomerFeature[],
  { target }: Labels,
  { background, shap }: ExplainAnalysis,
): StoredArrays {
  return {
    ...Object.fromEntries(features.map(({ values }, i) => [featureArray(i), values])),
    [arrayName.target]: target,
    [arrayName.background]: background,
    [arrayName.shapRows]: shap.rows,
    [arrayName.shapValues]: shap.values,
    [arrayName.shapOutputs]: shap.outputs,
  };
}
