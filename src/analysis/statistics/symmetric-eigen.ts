// Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations, which neither
// rounding nor tiny entries can break: the covariance of people who are all alike is nearly zero.

export interface SymmetricEigen {
  /** size values, descending. */
  readonly values: Float64Array;
  /** size orthonormal vectors, row-major: the vector of values[m] is row m. */
  readonly vectors: Float64Array;
}

/** Sweeps over all pairs; convergence is quadratic, five to ten are enough for any matrix. */
const maxSweepCount = 60;

/**
 * @param matrix size x size, row-major, symmetric, finite
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < maxSweepCount; sweep++) {
    let rotated = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotated = rotate(a, vectors, size, p, q) || rotated;
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: size }, (_, i) => i);
  order.sort((i, j) => a[j * size + j]! - a[i * size + i]! || i - j);
  const sorted = new Float64Array(size * size);
  order.forEach((from, to) => {
    sorted.set(vectors.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values: Float64Array.from(order, (i) => a[i * size + i]!), vectors: sorted };
}

/** Turns rows and columns p and q so that their shared entry vanishes; false where it is nothing. */
function rotate(
  a: Float64Array,
  vectors: Float64Array,
  size: number,
  p: number,
  q: number,
): boolean {
  const app = a[p * size + p]!;
  const aqq = a[q * size + q]!;
  const apq = a[p * size + q]!;
  if (Math.abs(apq) <= Number.EPSILON * 0.5 * Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq))) {
    a[p * size + q] = 0;
    a[q * size + p] = 0;
    return false;
  }
  // The smaller of the two angles; halves keep the difference from overflowing.
  const theta = (aqq / 2 - app / 2) / apq;
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let i = 0; i < size; i++) {
    const aip = a[i * size + p]!;
    const aiq = a[i * size + q]!;
    a[i * size + p] = cosine * aip - sine * aiq;
    a[i * size + q] = sine * aip + cosine * aiq;
  }
  for (let i = 0; i < size; i++) {
    const api = a[p * size + i]!;
    const aqi = a[q * size + i]!;
    a[p * size + i] = cosine * api - sine * aqi;
    a[q * size + i] = sine * api + cosine * aqi;
    const vpi = vectors[p * size + i]!;
    const vqi = vectors[q * size + i]!;
    vectors[p * size + i] = cosine * vpi - sine * vqi;
    vectors[q * size + i] = sine * vpi + cosine * vqi;
  }
  a[p * size + q] = 0;
  a[q * size + p] = 0;
  return true;
}
