// A model's joint Gaussian columns as the kernel evaluates them: log density = constant - |U x + o|^2.
import { triangleLength } from '../gaussian-mixture/cholesky.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import { inverseFactor, type InverseFactor } from './inverse-factor.ts';
import type { KernelColumns } from './kernel-columns.ts';
import type { StandardPanel } from './standard-panel.ts';

export interface KernelJointTable {
  /** One factor (tied) or K of them. */
  readonly factors: Float64Array;
  /** K x joint columns: -U mean. */
  readonly offsets: Float64Array;
  /** K x joint columns. */
  readonly means: Float64Array;
}

/** Numbers of all factors: of each its lower triangle, with a row of zeros where the columns are odd. */
export function jointFactorsLength(stateCount: number, { joints, tied }: KernelColumns): number {
  return (tied ? 1 : stateCount) * triangleLength(joints.length);
}

/**
 * Fills a kernel's table, and adds the constants to the states' log densities.
 *
 * @param addConstant called once for each state
 * @returns one factor (tied) or K of them
 * @throws AnalysisError `fit.not-possible` where a covariance is not positive definite
 */
export function fillJointTable(
  model: HiddenMarkovModel,
  { gaussians }: StandardPanel,
  columns: KernelColumns,
  { factors, offsets, means }: KernelJointTable,
  addConstant: (k: number, constant: number) => void,
): readonly InverseFactor[] {
  const { emissions, stateCount, covariances } = model;
  const d = gaussians.length;
  const width = columns.joints.length;
  const length = triangleLength(width);
  const found = Array.from({ length: columns.tied ? 1 : stateCount }, (_, k) => {
    const { inverse, constant } = inverseFactor(
      covariances.subarray(k * d * d, (k + 1) * d * d),
      d,
    );
    // The kernel takes squares without halving them.
    const halved = inverse.map((value) => value * Math.SQRT1_2);
    factors.set(pairRows(halved, d, width), k * length);
    return { inverse, halved, constant };
  });
  offsets.fill(0);
  means.fill(0);
  for (let k = 0; k < stateCount; k++) {
    const { halved, constant } = found[k] ?? found[0]!;
    addConstant(k, constant);
    const own = gaussians.map((j) => model.means[k * emissions.length + j]!);
    means.set(own, k * width);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        offsets[k * width + i]! -= halved[triangleLength(i) + j]! * own[j]!;
      }
    }
  }
  return found;
}

/** A packed triangle with the rows i and i + 1 side by side, as the kernel reads them. */
function pairRows(triangle: Float64Array, size: number, width: number): Float64Array {
  const entry = (i: number, j: number) => (i < size ? triangle[triangleLength(i) + j]! : 0);
  const values: number[] = [];
  for (let i = 0; i < width; i += 2) {
    for (let j = 0; j <= i; j++) values.push(entry(i, j), entry(i + 1, j));
    values.push(entry(i + 1, i + 1));
  }
  return Float64Array.from(values);
}
