// The run-time proof of SHAP values: they add up to the prediction minus the base.
import { AnalysisError } from '../../analysis-error.ts';
import type { ShapValues } from './tree-shap-types.ts';

/** Largest difference allowed, relative to the output where that is above 1. */
const tolerance = 1e-9;

/** @throws AnalysisError `fit.not-possible` naming the first row that does not add up */
export function requireAdditive(shap: ShapValues): void {
  const { rowCount, classCount, featureCount, values, base, outputs } = shap;
  const totals = new Float64Array(rowCount);
  for (let k = 0; k < classCount; k++) {
    totals.fill(base[k]!);
    for (let j = 0; j < featureCount; j++) {
      const start = (k * featureCount + j) * rowCount;
      for (let row = 0; row < rowCount; row++) totals[row]! += values[start + row]!;
    }
    for (let row = 0; row < rowCount; row++) {
      const output = outputs[row * classCount + k]!;
      const difference = Math.abs(totals[row]! - output);
      if (difference <= tolerance * Math.max(1, Math.abs(output))) continue;
      throw new AnalysisError(
        'fit.not-possible',
        `SHAP: the contributions of row ${row} add up to ${totals[row]}, the model says ${output} for class ${k}.`,
        'The model and the rows do not belong together, or hold values that are not finite: fit again.',
        { row },
      );
    }
  }
}
