// The five models behind one door: fitting as a generator.
import type { Team } from '../team.ts';
import { fitBoosting } from './boosting/fit-boosting.ts';
import { classWeightsOf } from './class-weights.ts';
import type { FeatureTable } from './feature-table.ts';
import { fitForest } from './forest/fit-forest.ts';
import { fitLogistic } from './logistic/fit-logistic.ts';
import { requireTable, requireTarget } from './require-supervised.ts';
import type {
  ModelHead,
  SupervisedKind,
  SupervisedModel,
  SupervisedParams,
} from './supervised-model.ts';
import { fitTree } from './tree/fit-tree.ts';

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
