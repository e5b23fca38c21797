// A fitted model as a project keeps it: what can be read as JSON in the result, its arrays beside it.
import { fitCategoryReference } from '#analysis/drift/category-drift';
import { fitDriftReference } from '#analysis/drift/column-drift';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import type { ExplainResult } from '#shared/results/explain-result';
import type { CustomerFeature } from '../../customers/customer-features.ts';
import type { StoredArrays } from '../../project/stored-arrays.ts';
import type { ExplainedModel } from './analysis-input.ts';
import { levelCounts } from './level-counts.ts';
import { arrayNames, storedName } from './model-arrays.ts';
import type { DriftBaseline, ModelTransform } from './model-schema.ts';

export interface SavedExplainModel {
  readonly model: ExplainResult['model'];
  readonly arrays: StoredArrays;
}

export function saveModel(
  model: ExplainedModel,
  classNames: readonly string[],
  training: FeatureTable,
  features: readonly CustomerFeature[],
): SavedExplainModel {
  const shared = {
    classCount: model.classCount,
    classNames: [...classNames],
    features: model.features.map(({ name, kind, levels }) => ({ name, kind, levels: [...levels] })),
    classCounts: Array.from(model.classCounts),
  };
  const transform: ModelTransform = {
    columns: features.map(({ choice, kind, meanings }) => ({
      choice,
      kind,
      meanings: [...meanings],
    })),
  };
  const driftBaseline = training.columns.map(baselineOf);
  if (model.kind === 'logistic') {
    const { fit } = model;
    const parameters = {
      kind: model.kind,
      ...shared,
      terms: fit.terms.map((term) => ({ ...term })),
      coefficients: Array.from(fit.coefficients),
      intercepts: Array.from(fit.intercepts),
      ownCoefficients: Array.from(fit.ownCoefficients),
      ownIntercepts: Array.from(fit.ownIntercepts),
      converged: fit.converged,
      iterationCount: fit.iterationCount,
      gradient: fit.gradient,
      objective: fit.objective,
    };
    return { model: { kind: model.kind, parameters, transform, driftBaseline }, arrays: {} };
  }
  const { ensemble } = model;
  const lengths = Object.fromEntries(arrayNames.map((name) => [name, ensemble[name].length]));
  const parameters = { kind: model.kind, ...shared, link: ensemble.link, arrays: lengths };
  const arrays = Object.fromEntries(arrayNames.map((name) => [storedName(name), ensemble[name]]));
  return { model: { kind: model.kind, parameters, transform, driftBaseline }, arrays };
}

function baselineOf(column: FeatureColumn): DriftBaseline[number] {
  const { name, kind, values } = column;
  if (kind === 'categorical') {
    const reference = fitCategoryReference(levelCounts(column), name);
    return { kind: 'levels', name, counts: { ...reference.counts } };
  }
  const { binEnds, binCounts, ...reference } = fitDriftReference(values, name);
  return { kind: 'number', ...reference, binEnds: [...binEnds], binCounts: [...binCounts] };
}
