// What the kernel sums of joint Gaussian columns, as the M-step takes it.
import type { Expectation } from './hidden-markov-backend.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import type { KernelColumns } from './kernel-columns.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Cells of the triangle of products, of which rows come in pairs. */
function pairedTriangleLength(width: number): number {
  return (width * (width + 2)) / 2;
}

/** Cells of a chunk's output that joint columns have. */
export function jointCellCount(stateCount: number, { joints, tied }: KernelColumns): number {
  const triangles = tied ? 1 : stateCount;
  return stateCount * joints.length + triangles * pairedTriangleLength(joints.length);
}

/** @param cells see addJointSums of src/kernels/hidden-markov-passes/joint-sums.ts */
export function readJointSums(
  cells: Float64Array,
  occupancies: Float64Array,
  model: HiddenMarkovModel,
  panel: StandardPanel,
  columns: KernelColumns,
  total: Expectation,
): void {
  const { stateCount: K, means } = model;
  const { gaussians } = panel;
  const columnCount = panel.columns.length;
  const d = gaussians.length;
  const width = columns.joints.length;
  if (width === 0) return;
  const triangle = pairedTriangleLength(width);
  const stride = columns.tied ? width : width + triangle;
  for (let k = 0; k < K; k++) {
    gaussians.forEach((j, place) => {
      const at = k * columnCount + j;
      const sum = cells[k * stride + place]!;
      total.weights[at] = occupancies[k]!;
      total.sums[at] = columns.tied ? sum - occupancies[k]! * means[at]! : sum;
    });
    if (!columns.tied) {
      const products = cells.subarray(k * stride + width, (k + 1) * stride);
      unfold(products, d, total.squares.subarray(k * d * d, (k + 1) * d * d));
    }
  }
  if (!columns.tied) return;
  unfold(cells.subarray(K * width), d, total.squares);
  // About each state's mean m: sum of w (x - m)(x - m)' = sum of w x x' - s m' - m s' - W m m', where
  // s is the sum of w (x - m) and W that of w.
  for (let k = 0; k < K; k++) {
    for (let i = 0; i < d; i++) {
      const a = k * columnCount + gaussians[i]!;
      for (let j = 0; j < d; j++) {
        const b = k * columnCount + gaussians[j]!;
        total.squares[i * d + j]! -=
          total.sums[a]! * means[b]! + means[a]! * (total.sums[b]! + occupancies[k]! * means[b]!);
      }
    }
  }
}

/** The whole d x d matrix of a triangle whose rows come in pairs. */
function unfold(triangle: Float64Array, d: number, into: Float64Array): void {
  for (let i = 0; i < d; i++) {
    const pair = i - (i % 2);
    const row = (pair * (pair + 2)) / 2 + (i - pair) * (pair + 2);
    for (let j = 0; j <= i; j++) {
      into[i * d + j] = triangle[row + j]!;
      into[j * d + i] = triangle[row + j]!;
    }
  }
}
