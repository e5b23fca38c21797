// Fits a multinomial logistic regression with an L2 penalty, and foretells by it.
import { classWeightsOf } from '../class-weights.ts';
import type { FeatureTable } from '../feature-table.ts';
import { requireParameters, requireTable, requireTarget } from '../require-supervised.ts';
import { softmaxRows } from '../tree-ensemble.ts';
import { fitTerms, originOf, termValues } from './design-matrix.ts';
import type { LogisticFit, LogisticParams, LogisticStep, LogisticTerm } from './logistic-types.ts';
import { minimise, type Minimum } from './minimise.ts';
import { softmaxObjective, type SoftmaxProblem } from './softmax-objective.ts';

/**
 * Fits the regression by L-BFGS from zero, yielding after every iteration.
 *
 * @param target class of each row
 * @throws AnalysisError as `requireTable`, `requireTarget`; `parameter.out-of-range`
 */
export function* fitLogistic(
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
  params: LogisticParams,
): Generator<LogisticStep, LogisticFit> {
  requireParameters([
    ['l2', params.l2, 1e-9, 1e12, false],
    ['maxIterationCount', params.maxIterationCount, 1, 1_000_000, true],
    ['tolerance', params.tolerance, 0, 1, false],
  ]);
  requireTable(table);
  const counts = requireTarget(table, target, classCount);
  const terms = fitTerms(table);
  const problem: SoftmaxProblem = {
    rowCount: table.rowCount,
    columns: terms.map((term) => termValues(term, table)),
    target,
    classWeights: classWeightsOf(params.classWeighting, counts),
    l2: params.l2,
  };
  const start = new Float64Array(classCount * (terms.length + 1));
  const objective = (point: Float64Array, gradient: Float64Array) =>
    softmaxObjective(problem, point, gradient);
  const steps = minimise(objective, start, params);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    const { iterationCount, value, gradient } = step.value;
    yield { iteration: iterationCount, objective: value, gradient };
  }
  return fitOf(step.value, terms, classCount, table);
}

function fitOf(
  minimum: Minimum,
  terms: readonly LogisticTerm[],
  classCount: number,
  table: FeatureTable,
): LogisticFit {
  const width = terms.length + 1;
  const coefficients = new Float64Array(classCount * terms.length);
  const ownCoefficients = new Float64Array(coefficients.length);
  const intercepts = new Float64Array(classCount);
  const ownIntercepts = new Float64Array(classCount);
  const centred = centreClasses(minimum.point, classCount);
  for (let k = 0; k < classCount; k++) {
    const intercept = centred[k * width + width - 1]!;
    intercepts[k] = intercept;
    ownIntercepts[k] = intercept;
    terms.forEach((term, j) => {
      const coefficient = centred[k * width + j]!;
      const own = coefficient / term.deviation;
      coefficients[k * terms.length + j] = coefficient;
      ownCoefficients[k * terms.length + j] = own;
      ownIntercepts[k]! -= own * originOf(term, table);
    });
  }
  return {
    classCount,
    terms,
    coefficients,
    intercepts,
    ownCoefficients,
    ownIntercepts,
    iterationCount: minimum.iterationCount,
    converged: minimum.converged,
    gradient: minimum.gradient,
    objective: minimum.value,
  };
}

/** Takes off what all classes share: it changes no probability, and rounding leaves a little of it. */
function centreClasses(point: Float64Array, classCount: number): Float64Array {
  const width = point.length / classCount;
  const centred = point.slice();
  for (let j = 0; j < width; j++) {
    let sum = 0;
    for (let k = 0; k < classCount; k++) sum += point[k * width + j]!;
    for (let k = 0; k < classCount; k++) centred[k * width + j]! -= sum / classCount;
  }
  return centred;
}

/** Margins of every row, rows x classes. */
export function logisticMargins(fit: LogisticFit, table: FeatureTable): Float64Array {
  const { classCount, terms, coefficients, intercepts } = fit;
  const margins = new Float64Array(table.rowCount * classCount);
  for (let row = 0; row < table.rowCount; row++) margins.set(intercepts, row * classCount);
  terms.forEach((term, j) => {
    const values = termValues(term, table);
    for (let row = 0; row < table.rowCount; row++) {
      for (let k = 0; k < classCount; k++) {
        margins[row * classCount + k]! += coefficients[k * terms.length + j]! * values[row]!;
      }
    }
  });
  return margins;
}

/** Probabilities of the classes of every row, rows x classes. */
export function predictLogistic(fit: LogisticFit, table: FeatureTable): Float64Array {
  const margins = logisticMargins(fit, table);
  softmaxRows(margins, fit.classCount);
  return margins;
}
