// What the model would say if values were other: probabilities and contributions, at once.
import { shapRow } from '#analysis/explanations/tree-shap/tree-shap-types';
import { greatestClass } from '#analysis/supervised/metrics/greatest-class';
import { selectRows } from '#analysis/supervised/select-rows';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import type { FeatureCell, WhatIf } from '#shared/results/explain/person-explanation';
import type { ShapValues } from '#analysis/explanations/tree-shap/tree-shap-types';
import { predictOf } from './explained-model.ts';
import type { ExplainedRun } from './explained-run.ts';
import { cellOf, changedRow, medianRow } from './feature-cells.ts';

/** @throws PersonaeError person.missing, call.invalid for a feature or value that is not there */
export function whatIf(
  run: ExplainedRun,
  person: string | null,
  changes: Readonly<Record<string, FeatureCell>>,
): WhatIf {
  const startedAt = performance.now();
  const { table, model, explainer, result } = run;
  const before =
    person === null
      ? medianRow(table, result.features)
      : selectRows(table, Uint32Array.of(run.rowOf(person)));
  const after = changedRow(before, changes);
  const predict = predictOf(model);
  const probabilities = predict(after);
  const shap = shapOfRow(run, after);
  return {
    values: after.columns.map((column) => cellOf(column, column.values[0]!)),
    probabilities: Array.from(probabilities),
    predictedClass: greatestClass(probabilities, 0, model.classCount),
    probabilitiesBefore: Array.from(predict(before)),
    unit: explainer.words.unit,
    base: Array.from(shap.base),
    output: Array.from(shap.outputs),
    contributions: Array.from({ length: model.classCount }, (_, k) =>
      Array.from(shapRow(shap, k, 0)),
    ),
    elapsedMs: performance.now() - startedAt,
  };
}

export function shapOfRow({ explainer }: ExplainedRun, row: FeatureTable): ShapValues {
  const steps = explainer.explain(row);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
