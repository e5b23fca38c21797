// The five models behind one door: fitting as a generator, predicting as one call.
import { AnalysisError } from '../analysis-error.ts';
import type { Team } from '../team.ts';
import { defaultBoostingParams, type BoostingParams } from './boosting/boosting-types.ts';
import { fitBoosting } from './boosting/fit-boosting.ts';
import { classWeightsOf, type ClassWeighting } from './class-weights.ts';
import type { FeatureKind, FeatureTable } from './feature-table.ts';
import { fitForest } from './forest/fit-forest.ts';
import { defaultForestParams, type ForestParams, type OutOfBag } from './forest/forest-types.ts';
import { fitLogistic, predictLogistic } from './logistic/fit-logistic.ts';
import {
  defaultLogisticParams,
  type LogisticFit,
  type LogisticParams,
} from './logistic/logistic-types.ts';
import { requireTable, requireTarget } from './require-supervised.ts';
import { predictProbabilities, type TreeEnsemble } from './tree-ensemble.ts';
import { fitTree } from './tree/fit-tree.ts';
import { defaultTreeParams } from './tree/tree-types.ts';

export interface DecisionTreeParams {
  readonly maxDepth: number;
  readonly minLeafRows: number;
  readonly classWeighting: ClassWeighting;
}

/** Settings of each kind of model; plain JSON. */
export interface SupervisedParams {
  readonly majority: Readonly<Record<never, never>>;
  readonly logistic: LogisticParams;
  readonly tree: DecisionTreeParams;
  readonly forest: ForestParams;
  readonly boosting: BoostingParams;
}

export type SupervisedKind = keyof SupervisedParams;

export const defaultSupervisedParams: SupervisedParams = {
  majority: {},
  logistic: defaultLogisticParams,
  tree: { ...defaultTreeParams, classWeighting: 'none' },
  forest: defaultForestParams,
  boosting: defaultBoostingParams,
};

/** What a model has to find again in a table that it foretells. */
export interface FeatureSpec {
  readonly name: string;
  readonly kind: FeatureKind;
  readonly levels: readonly string[];
}

interface ModelHead<Kind extends SupervisedKind> {
  readonly kind: Kind;
  readonly classCount: number;
  readonly features: readonly FeatureSpec[];
  readonly params: SupervisedParams[Kind];
  /** Training rows of each class. */
  readonly classCounts: Uint32Array;
}

export interface MajorityModel extends ModelHead<'majority'> {
  /** Share of each class in training, foretold for everybody. */
  readonly shares: Float64Array;
}

export interface LogisticModel extends ModelHead<'logistic'> {
  readonly fit: LogisticFit;
}

export interface DecisionTreeModel extends ModelHead<'tree'> {
  readonly ensemble: TreeEnsemble;
}

export interface ForestModel extends ModelHead<'forest'> {
  readonly ensemble: TreeEnsemble;
  readonly outOfBag: OutOfBag;
}

export interface BoostingModel extends ModelHead<'boosting'> {
  readonly ensemble: TreeEnsemble;
  readonly roundCount: number;
  readonly heldOutLosses: readonly number[];
  readonly stoppedEarly: boolean;
}

export type SupervisedModel =
  MajorityModel | LogisticModel | DecisionTreeModel | ForestModel | BoostingModel;

/** What a fit yields after every step. */
export interface FitStep {
  readonly kind: SupervisedKind;
  /** Share of the work that is surely done; it never falls. */
  readonly fraction: number;
  /** Such as rounds, trees or iterations. */
  readonly stepCount: number;
  readonly loss: number | null;
}

/**
 * Fits a model of any kind. With one class, infinite values or labels that are missing it throws; a
 * class with few rows is fitted as it is.
 *
 * @throws AnalysisError as the model's own fit
 */
export function* fitModel<Kind extends SupervisedKind>(
  kind: Kind,
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
  params: SupervisedParams[Kind],
  team?: Team,
): Generator<FitStep, Extract<SupervisedModel, { kind: Kind }>> {
  requireTable(table);
  const counts = requireTarget(table, target, classCount);
  const features = table.columns.map(({ name, kind, levels }) => ({ name, kind, levels }));
  const head = { kind, classCount, features, params, classCounts: counts };
  const rest = yield* fitters[kind]({ table, target, classCount, counts, params, team });
  // The fitter of a kind returns what its model has beyond the head.
  return { ...head, ...rest } as unknown as Extract<SupervisedModel, { kind: Kind }>;
}

interface FitInput<Kind extends SupervisedKind> {
  readonly table: FeatureTable;
  readonly target: Int32Array;
  readonly classCount: number;
  readonly counts: Uint32Array;
  readonly params: SupervisedParams[Kind];
  readonly team: Team | undefined;
}

type Fitters = {
  [Kind in SupervisedKind]: (
    input: FitInput<Kind>,
  ) => Generator<FitStep, Omit<Extract<SupervisedModel, { kind: Kind }>, keyof ModelHead<Kind>>>;
};

const fitters: Fitters = {
  // eslint-disable-next-line require-yield -- a single step needs none, but all kinds are driven alike
  *majority({ counts, target }) {
    return { shares: Float64Array.from(counts, (count) => count / target.length) };
  },
  *logistic({ table, target, classCount, params }) {
    const steps = fitLogistic(table, target, classCount, params);
    const fit = yield* relay(steps, ({ iteration, objective }) => ({
      kind: 'logistic',
      fraction: iteration / params.maxIterationCount,
      stepCount: iteration,
      loss: objective,
    }));
    return { fit };
  },
  // eslint-disable-next-line require-yield -- as above
  *tree({ table, target, classCount, counts, params }) {
    const weightOf = classWeightsOf(params.classWeighting, counts);
    const weights = Float64Array.from(target, (label) => weightOf[label]!);
    return { ensemble: fitTree(table, target, weights, { ...params, classCount }) };
  },
  *forest({ table, target, classCount, params, team }) {
    const steps = fitForest(table, target, classCount, params, team);
    return yield* relay(steps, ({ treesGrown, treeCount }) => ({
      kind: 'forest',
      fraction: treesGrown / treeCount,
      stepCount: treesGrown,
      loss: null,
    }));
  },
  *boosting({ table, target, classCount, params, team }) {
    const steps = fitBoosting(table, target, classCount, params, team);
    const { ensemble, roundCount, heldOutLosses, stoppedEarly } = yield* relay(
      steps,
      ({ round, roundCount, heldOutLoss }) => ({
        kind: 'boosting',
        fraction: round / roundCount,
        stepCount: round,
        loss: heldOutLoss,
      }),
    );
    return { ensemble, roundCount, heldOutLosses, stoppedEarly };
  },
};

function* relay<Step, Result>(
  steps: Generator<Step, Result>,
  translate: (step: Step) => FitStep,
): Generator<FitStep, Result> {
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield translate(step.value);
  return step.value;
}

/**
 * Probabilities of the classes of every row, rows x classes. Columns are found by name, levels by
 * theirs; a level that the model has not seen counts as missing.
 *
 * @throws AnalysisError as `requireTable`; `fit.not-possible` where a feature is absent or of
 *   another kind
 */
export function predictModel(
  model: SupervisedModel,
  table: FeatureTable,
  team?: Team,
): Float64Array {
  requireTable(table);
  const aligned = alignTable(model.features, table);
  if (model.kind === 'majority') {
    const probabilities = new Float64Array(table.rowCount * model.classCount);
    for (let row = 0; row < table.rowCount; row++) {
      probabilities.set(model.shares, row * model.classCount);
    }
    return probabilities;
  }
  if (model.kind === 'logistic') return predictLogistic(model.fit, aligned);
  return predictProbabilities(model.ensemble, aligned, team);
}

/** The columns that a model asks for, in its order and with its levels. */
export function alignTable(features: readonly FeatureSpec[], table: FeatureTable): FeatureTable {
  const columns = features.map(({ name, kind, levels }) => {
    const column = table.columns.find((other) => other.name === name);
    if (!column || (column.kind === 'categorical') !== (kind === 'categorical')) {
      throw new AnalysisError(
        'fit.not-possible',
        column
          ? `The feature ${name} is ${column.kind} here; the model learnt it as ${kind}.`
          : `The model needs the feature ${name}, which is not among these columns.`,
        'Map the columns as they were when the model was fitted.',
        { column: name },
      );
    }
    const sameLevels =
      levels.length === column.levels.length &&
      levels.every((level, i) => level === column.levels[i]);
    if (sameLevels) return column;
    const indexOf = new Map(levels.map((level, index) => [level, index]));
    const translated = column.levels.map((level) => indexOf.get(level) ?? NaN);
    const values = column.values.map((value) => (value >= 0 ? translated[value]! : NaN));
    return { ...column, levels, values };
  });
  return { rowCount: table.rowCount, columns };
}
