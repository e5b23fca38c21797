// Ridge regression with weighted rows and an intercept that is not shrunk.

export interface RidgeFit {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  /** Share of the weighted variance explained; 0 where there is none to explain. */
  readonly rSquared: number;
}

/**
 * Minimises sum w (y - a - x b)^2 + penalty |b|^2 by the normal equations about the weighted means.
 *
 * @param columns p columns of n values
 * @param penalty above 0, so that the equations have a solution for any columns
 */
export function fitWeightedRidge(
  columns: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
  penalty: number,
): RidgeFit {
  const count = columns.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const centreOf = (values: Float64Array) => dot(values, weights) / total;
  const centres = columns.map(centreOf);
  const targetCentre = centreOf(target);
  const weighted = columns.map((column, j) =>
    column.map((value, row) => (value - centres[j]!) * weights[row]!),
  );
  const matrix = new Float64Array(count * count);
  const right = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      const product = dotCentred(columns[j]!, centres[j]!, weighted[i]!);
      matrix[i * count + j] = product + (i === j ? penalty : 0);
    }
    right[i] = dotCentred(target, targetCentre, weighted[i]!);
  }
  const coefficients = solveCholesky(matrix, right);
  const intercept = centres.reduce(
    (value, centre, j) => value - centre * coefficients[j]!,
    targetCentre,
  );
  let residual = 0;
  let spread = 0;
  for (let row = 0; row < target.length; row++) {
    let fitted = intercept;
    for (let j = 0; j < count; j++) fitted += coefficients[j]! * columns[j]![row]!;
    residual += weights[row]! * (target[row]! - fitted) ** 2;
    spread += weights[row]! * (target[row]! - targetCentre) ** 2;
  }
  return { intercept, coefficients, rSquared: spread > 0 ? 1 - residual / spread : 0 };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function dotCentred(values: Float64Array, centre: number, weighted: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) * weighted[i]!;
  return sum;
}

/** Solves A x = b for a positive definite A of which the lower triangle is given; A is used up. */
function solveCholesky(matrix: Float64Array, right: Float64Array): Float64Array {
  const count = right.length;
  const solution = right.slice();
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * count + j]!;
      for (let m = 0; m < j; m++) sum -= matrix[i * count + m]! * matrix[j * count + m]!;
      matrix[i * count + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * count + j]!;
    }
    for (let m = 0; m < i; m++) solution[i]! -= matrix[i * count + m]! * solution[m]!;
    solution[i]! /= matrix[i * count + i]!;
  }
  for (let i = count - 1; i >= 0; i--) {
    for (let m = i + 1; m < count; m++) solution[i]! -= matrix[m * count + i]! * solution[m]!;
    solution[i]! /= matrix[i * count + i]!;
  }
  return solution;
}
