// The penalised mean log-loss of a multinomial logistic regression, and its gradient.

export interface SoftmaxProblem {
  readonly rowCount: number;
  /** Standardised values, a list a term. */
  readonly columns: readonly Float64Array[];
  readonly target: Int32Array;
  readonly classWeights: Float64Array;
  readonly l2: number;
}

/** Rows whose margins are held at a time: they stay in the cache. */
const blockRowCount = 1024;

/**
 * Sum of weighted losses plus l2 / 2 times the squared coefficients, both over the sum of weights.
 * With two classes the penalty counts twice: margins of opposite signs then have the same penalty
 * as one regression of the second class on the first.
 *
 * @param parameters classes x (terms + 1); the intercept is last
 * @param gradient is overwritten
 */
export function softmaxObjective(
  problem: SoftmaxProblem,
  parameters: Float64Array,
  gradient: Float64Array,
): number {
  const { rowCount, target, classWeights, columns, l2 } = problem;
  const classCount = classWeights.length;
  const width = columns.length + 1;
  gradient.fill(0);
  const margins = new Float64Array(classCount * blockRowCount);
  let loss = 0;
  let weights = 0;
  for (let start = 0; start < rowCount; start += blockRowCount) {
    const count = Math.min(blockRowCount, rowCount - start);
    fillMargins(problem, parameters, start, count, margins);
    for (let i = 0; i < count; i++) {
      const label = target[start + i]!;
      const weight = classWeights[label]!;
      loss += weight * residuals(margins, i, label, weight, classCount);
      weights += weight;
    }
    addGradient(problem, margins, start, count, gradient);
  }
  const penalty = classCount === 2 ? 2 * l2 : l2;
  let squares = 0;
  for (let k = 0; k < classCount; k++) {
    for (let j = 0; j < width; j++) {
      const cell = k * width + j;
      if (j < width - 1) {
        squares += parameters[cell]! ** 2;
        gradient[cell]! += penalty * parameters[cell]!;
      }
      gradient[cell]! /= weights;
    }
  }
  return (loss + (penalty / 2) * squares) / weights;
}

function fillMargins(
  { columns, classWeights }: SoftmaxProblem,
  parameters: Float64Array,
  start: number,
  count: number,
  margins: Float64Array,
): void {
  const width = columns.length + 1;
  for (let k = 0; k < classWeights.length; k++) {
    const offset = k * blockRowCount;
    margins.fill(parameters[k * width + width - 1]!, offset, offset + count);
    columns.forEach((column, j) => {
      const coefficient = parameters[k * width + j]!;
      for (let i = 0; i < count; i++) margins[offset + i]! += coefficient * column[start + i]!;
    });
  }
}

/** Turns a row's margins into weighted p - [own class]; returns the row's loss. */
function residuals(
  margins: Float64Array,
  row: number,
  label: number,
  weight: number,
  classCount: number,
): number {
  let greatest = -Infinity;
  for (let k = 0; k < classCount; k++) {
    greatest = Math.max(greatest, margins[k * blockRowCount + row]!);
  }
  const own = margins[label * blockRowCount + row]! - greatest;
  let total = 0;
  for (let k = 0; k < classCount; k++) {
    const cell = k * blockRowCount + row;
    margins[cell] = Math.exp(margins[cell]! - greatest);
    total += margins[cell];
  }
  for (let k = 0; k < classCount; k++) {
    const cell = k * blockRowCount + row;
    margins[cell] = weight * (margins[cell]! / total - (k === label ? 1 : 0));
  }
  return Math.log(total) - own;
}

function addGradient(
  { columns, classWeights }: SoftmaxProblem,
  residual: Float64Array,
  start: number,
  count: number,
  gradient: Float64Array,
): void {
  const width = columns.length + 1;
  for (let k = 0; k < classWeights.length; k++) {
    const offset = k * blockRowCount;
    columns.forEach((column, j) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += residual[offset + i]! * column[start + i]!;
      gradient[k * width + j]! += sum;
    });
    let sum = 0;
    for (let i = 0; i < count; i++) sum += residual[offset + i]!;
    gradient[k * width + width - 1]! += sum;
  }
}
