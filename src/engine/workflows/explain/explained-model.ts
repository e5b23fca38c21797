// A fitted model as explanations ask it: probabilities, SHAP values in its own unit.
import { explainLogistic } from '#analysis/explanations/linear/explain-logistic';
import type { Predict } from '#analysis/explanations/predict';
import { createTreeExplainer, explainTrees } from '#analysis/explanations/tree-shap/tree-explainer';
import type { ShapValues } from '#analysis/explanations/tree-shap/tree-shap-types';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import { predictLogistic } from '#analysis/supervised/logistic/fit-logistic';
import { alignTable } from '#analysis/supervised/predict-model';
import { predictProbabilities } from '#analysis/supervised/tree-ensemble';
import type { Team } from '#analysis/team';
import type { ExplainSettings } from '#shared/recipe/explain-settings';
import type { ShapSummary } from '#shared/results/explain/global-explanations';
import type { PredictingModel } from './restore-model.ts';

/** Columns are found by name and levels by theirs: a level that the model has not seen is missing. */
export function predictOf(model: PredictingModel, team?: Team): Predict {
  return (table) => {
    const aligned = alignTable(model.features, table);
    if (model.kind === 'logistic') return predictLogistic(model.fit, aligned);
    return predictProbabilities(model.ensemble, aligned, team);
  };
}

/** What SHAP values are: always shown with them. */
export interface ShapWords {
  readonly mode: ShapSummary['mode'];
  readonly unit: ShapSummary['unit'];
  readonly sentence: string;
}

export interface ModelExplainer {
  readonly words: ShapWords;
  readonly backgroundCount: number;
  explain(table: FeatureTable, team?: Team): Generator<number, ShapValues>;
}

/**
 * @param background training rows only
 * @throws AnalysisError as `createTreeExplainer`, `explainLogistic`
 */
export function explainerOf(
  model: PredictingModel,
  background: FeatureTable,
  mode: ExplainSettings['shap']['mode'],
): ModelExplainer {
  const rows = background.rowCount.toLocaleString('en-US');
  if (model.kind === 'logistic') {
    return {
      words: {
        mode: 'linear',
        unit: 'margin',
        sentence: `Linear SHAP: coefficient times distance from the mean of ${rows} training rows; in margin units (log-odds), not probabilities.`,
      },
      backgroundCount: background.rowCount,
      *explain(table) {
        yield 0;
        return explainLogistic(model.fit, table, background);
      },
    };
  }
  const explainer = createTreeExplainer(
    model.ensemble,
    mode === 'interventional' ? { mode, background } : { mode },
  );
  const unit = model.ensemble.link === 'softmax' ? 'margin' : 'probability';
  const units = unit === 'margin' ? 'margin units (log-odds), not probabilities' : 'probability';
  const against =
    mode === 'interventional'
      ? `against ${rows} training rows`
      : 'against the training rows by the paths of the trees';
  return {
    words: { mode, unit, sentence: `Exact TreeSHAP, ${mode}, ${against}; in ${units}.` },
    backgroundCount: mode === 'interventional' ? background.rowCount : 0,
    explain: (table, team) => explainTrees(explainer, table, team),
  };
}
