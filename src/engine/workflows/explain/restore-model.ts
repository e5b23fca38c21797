// A saved model made ready to foretell.
import type { FeatureSpec } from '#analysis/supervised/supervised-model';
import type { TreeEnsemble } from '#analysis/supervised/tree-ensemble';
import { PersonaeError } from '#shared/errors';
import type { ExplainResult } from '#shared/results/explain-result';
import type { StoredArray, StoredArrays } from '../../project/stored-arrays.ts';
import type { ExplainedModel } from './analysis-input.ts';
import { arrayTypes, storedName, type ArrayName } from './model-arrays.ts';
import {
  baselineSchema,
  parametersSchema,
  transformSchema,
  type DriftBaseline,
  type ModelParameters,
  type ModelTransform,
} from './model-schema.ts';

/** A saved model ready to foretell. */
export interface RestoredModel {
  readonly model: PredictingModel;
  readonly classNames: readonly string[];
  readonly features: readonly FeatureSpec[];
  readonly transform: ModelTransform;
  readonly driftBaseline: DriftBaseline;
}

/** What foretelling and explaining need of a model; how it was fitted is in the result. */
export type PredictingModel =
  | (Pick<Extract<ExplainedModel, { kind: 'logistic' }>, 'kind' | 'fit'> & Head)
  | (Pick<Extract<ExplainedModel, { kind: 'tree' }>, 'ensemble'> & {
      readonly kind: 'tree' | 'forest' | 'boosting';
    } & Head);

interface Head {
  readonly classCount: number;
  readonly features: readonly FeatureSpec[];
}

/** @throws PersonaeError project.damaged */
export function restoreModel(saved: ExplainResult['model'], arrays: StoredArrays): RestoredModel {
  const parameters = parametersSchema.safeParse(saved.parameters);
  const baseline = baselineSchema.safeParse(saved.driftBaseline);
  const transform = transformSchema.safeParse(saved.transform);
  if (!parameters.success || !baseline.success || !transform.success) throw damaged();
  const { classNames, features, classCount } = parameters.data;
  const shared = {
    classNames,
    features,
    transform: transform.data,
    driftBaseline: baseline.data,
  };
  const { data } = parameters;
  if (data.kind === 'logistic') {
    const fit = {
      classCount,
      terms: data.terms,
      coefficients: Float64Array.from(data.coefficients),
      intercepts: Float64Array.from(data.intercepts),
      ownCoefficients: Float64Array.from(data.ownCoefficients),
      ownIntercepts: Float64Array.from(data.ownIntercepts),
      converged: data.converged,
      iterationCount: data.iterationCount,
      gradient: data.gradient,
      objective: data.objective,
    };
    return { ...shared, model: { kind: 'logistic', classCount, features, fit } };
  }
  const ensemble = restoreEnsemble(data, arrays);
  return { ...shared, model: { kind: data.kind, classCount, features, ensemble } };
}

function restoreEnsemble(
  data: Extract<ModelParameters, { link: string }>,
  arrays: StoredArrays,
): TreeEnsemble {
  const { classCount, features, link } = data;
  const read = <N extends ArrayName>(name: N): InstanceType<(typeof arrayTypes)[N]> => {
    const array: StoredArray | undefined = arrays[storedName(name)];
    const isSound = array instanceof arrayTypes[name] && array.length === data.arrays[name];
    if (!isSound) throw damaged();
    // The test above is on the constructor of exactly this name.
    return array as InstanceType<(typeof arrayTypes)[N]>;
  };
  return {
    classCount,
    featureCount: features.length,
    link,
    base: read('base'),
    treeStarts: read('treeStarts'),
    treeClass: read('treeClass'),
    feature: read('feature'),
    threshold: read('threshold'),
    categories: read('categories'),
    categoryBits: read('categoryBits'),
    missingLeft: read('missingLeft'),
    left: read('left'),
    right: read('right'),
    cover: read('cover'),
    valueStart: read('valueStart'),
    values: read('values'),
  };
}

function damaged(): PersonaeError {
  return new PersonaeError({
    code: 'project.damaged',
    message: 'The model of this run cannot be read.',
    hint: 'Run the recipe again.',
  });
}
