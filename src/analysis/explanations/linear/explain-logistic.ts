// SHAP values of a logistic regression's margins, one a feature: its terms added up.
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { termValues } from '../../supervised/logistic/design-matrix.ts';
import type { LogisticFit } from '../../supervised/logistic/logistic-types.ts';
import { requireCount } from '../../statistics/require-values.ts';
import type { ShapValues } from '../tree-shap/tree-shap-types.ts';
import { explainLinear } from './linear-shap.ts';

/**
 * @param table rows to explain, with the columns that the model was fitted on
 * @param background training rows; their means stand for a feature that is not known
 * @throws AnalysisError `input.empty`, `fit.not-possible` where values do not add up
 */
export function explainLogistic(
  fit: LogisticFit,
  table: FeatureTable,
  background: FeatureTable,
): ShapValues {
  requireCount(background.rowCount, 1, 'Background of a linear model');
  const { classCount, terms, intercepts, coefficients } = fit;
  const means = Float64Array.from(terms, (term) => {
    const values = termValues(term, background);
    return values.reduce((sum, value) => sum + value, 0) / background.rowCount;
  });
  const design = {
    rowCount: table.rowCount,
    columns: terms.map((term) => termValues(term, table)),
  };
  const margins = {
    classCount,
    featureCount: table.columns.length,
    intercepts,
    coefficients,
    featureOfColumn: terms.map(({ feature }) => feature),
  };
  return explainLinear(margins, design, means);
}
