// A model as a project keeps it: what can be read as JSON in the result, its arrays beside it. Parsed
// before it is used, since the file may have been touched.
import { z } from 'zod';
import { fitCategoryReference } from '#analysis/drift/category-drift';
import { fitDriftReference } from '#analysis/drift/column-drift';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import type { FeatureSpec } from '#analysis/supervised/supervised-model';
import type { TreeEnsemble } from '#analysis/supervised/tree-ensemble';
import { PersonaeError } from '#shared/errors';
import { customerColumnSchema } from '#shared/recipe/explain-settings';
import type { ExplainResult } from '#shared/results/explain-result';
import type { CustomerFeature } from '../../customers/customer-features.ts';
import type { StoredArray, StoredArrays } from '../../project/stored-arrays.ts';
import type { ExplainedModel } from './analysis-input.ts';

const finite = z.number();
const numbers = z.array(finite);

const featureSchema = z.object({
  name: z.string(),
  kind: z.enum(['continuous', 'binary', 'categorical']),
  levels: z.array(z.string()),
});

const termSchema = z.object({
  name: z.string(),
  feature: z.int().min(0),
  kind: z.enum(['value', 'level', 'missing']),
  level: finite,
  mean: finite,
  deviation: finite,
  isConstant: z.boolean(),
});

const head = {
  classCount: z.int().min(2).max(255),
  classNames: z.array(z.string()),
  features: z.array(featureSchema).min(1),
  classCounts: numbers,
};

const parametersSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('logistic'),
    ...head,
    terms: z.array(termSchema),
    coefficients: numbers,
    intercepts: numbers,
    ownCoefficients: numbers,
    ownIntercepts: numbers,
    converged: z.boolean(),
    iterationCount: finite,
    gradient: finite,
    objective: finite,
  }),
  z.object({
    kind: z.enum(['tree', 'forest', 'boosting']),
    ...head,
    link: z.enum(['softmax', 'average']),
    /** Lengths of the arrays that are kept beside the result. */
    arrays: z.record(z.string(), z.number()),
  }),
]);
export type ModelParameters = z.infer<typeof parametersSchema>;

/** Everything that new data have to be brought to: choices, kinds, meanings of 0 and 1. */
const transformSchema = z.object({
  columns: z.array(
    z.object({
      choice: customerColumnSchema,
      kind: z.enum(['continuous', 'binary', 'categorical']),
      meanings: z.array(z.string()),
    }),
  ),
});
export type ModelTransform = z.infer<typeof transformSchema>;

const numericBaseline = z.object({
  kind: z.literal('number'),
  name: z.string(),
  rowCount: finite,
  missingCount: finite,
  minimum: finite,
  maximum: finite,
  binEnds: numbers,
  binCounts: numbers,
});
const levelBaseline = z.object({
  kind: z.literal('levels'),
  name: z.string(),
  counts: z.record(z.string(), finite),
});
const baselineSchema = z.array(z.discriminatedUnion('kind', [numericBaseline, levelBaseline]));
export type DriftBaseline = z.infer<typeof baselineSchema>;

const prefix = 'model:';
const arrayTypes = {
  base: Float64Array,
  treeStarts: Uint32Array,
  treeClass: Int32Array,
  feature: Int32Array,
  threshold: Float64Array,
  categories: Int32Array,
  categoryBits: Uint32Array,
  missingLeft: Uint8Array,
  left: Int32Array,
  right: Int32Array,
  cover: Float64Array,
  valueStart: Int32Array,
  values: Float64Array,
} as const;
type ArrayName = keyof typeof arrayTypes;
const arrayNames = Object.keys(arrayTypes) as ArrayName[];

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
  const arrays = Object.fromEntries(arrayNames.map((name) => [`${prefix}${name}`, ensemble[name]]));
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

/** By the name of the level; missing cells under a name of their own. */
export function levelCounts({ values, levels }: FeatureColumn): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) {
    const name = Number.isNaN(value) ? '(missing)' : (levels[value] ?? '');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

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
    const array: StoredArray | undefined = arrays[`${prefix}${name}`];
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

/** The arrays of a model as numbers, for the document that leaves the project. */
export function modelArrays(arrays: StoredArrays): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(arrays)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), Array.from(array)]),
  );
}

function damaged(): PersonaeError {
  return new PersonaeError({
    code: 'project.damaged',
    message: 'The model of this run cannot be read.',
    hint: 'Run the recipe again.',
  });
}
