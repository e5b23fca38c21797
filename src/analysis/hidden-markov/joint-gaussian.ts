// Gaussian columns with a covariance between them: densities of what a row has, and what it lacks as
// expected from the rest (Little and Rubin, Statistical Analysis with Missing Data, section 11.2).
import { triangleLength } from '../gaussian-mixture/cholesky.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import { inverseFactor } from './inverse-factor.ts';
import { missingPatterns, type MissingPatterns } from './missing-patterns.ts';
import type { StandardPanel } from './standard-panel.ts';

/** What a state's covariance says of one pattern of p present and m missing columns. */
interface PatternFactor {
  readonly present: readonly number[];
  readonly missing: readonly number[];
  /** Inverse factor of the present columns' covariance, packed. */
  readonly inverse: Float64Array;
  /** -log |S|^(1/2). */
  readonly constant: number;
  /** m x p: missing columns' regression on the present. */
  readonly regression: Float64Array;
  /** m x m: covariance of the missing given the present. */
  readonly residual: Float64Array;
}

export class JointGaussian {
  private readonly model: HiddenMarkovModel;
  private readonly panel: StandardPanel;
  private readonly patterns: MissingPatterns;
  private readonly factors = new Map<number, PatternFactor>();
  private readonly differences: Float64Array;

  constructor(model: HiddenMarkovModel, panel: StandardPanel) {
    this.model = model;
    this.panel = panel;
    this.patterns = missingPatterns(panel);
    this.differences = new Float64Array(panel.gaussians.length);
  }

  addRowLogDensities(row: number, into: Float64Array, offset: number): void {
    for (let k = 0; k < this.model.stateCount; k++) {
      const factor = this.factorOf(row, k);
      const { present, inverse } = factor;
      this.fillDifferences(row, k, present);
      let square = 0;
      for (let i = 0; i < present.length; i++) {
        const start = triangleLength(i);
        let y = 0;
        for (let m = 0; m <= i; m++) y += inverse[start + m]! * this.differences[present[m]!]!;
        square += y * y;
      }
      into[offset + k]! += factor.constant - square / 2;
    }
  }

  /**
   * Adds a row of a given weight to a state's products about its mean, missing cells at their expectation.
   *
   * @param products d x d from `offset` on
   * @returns the row less the mean, d values, until the next call
   */
  addRow(
    row: number,
    k: number,
    weight: number,
    products: Float64Array,
    offset: number,
  ): Float64Array {
    const { present, missing, regression, residual } = this.factorOf(row, k);
    const { differences } = this;
    const d = differences.length;
    this.fillDifferences(row, k, present);
    for (let i = 0; i < missing.length; i++) {
      let expected = 0;
      for (let m = 0; m < present.length; m++) {
        expected += regression[i * present.length + m]! * differences[present[m]!]!;
      }
      differences[missing[i]!] = expected;
    }
    for (let i = 0; i < d; i++) {
      const weighted = weight * differences[i]!;
      for (let j = 0; j < d; j++) products[offset + i * d + j]! += weighted * differences[j]!;
    }
    for (let i = 0; i < missing.length; i++) {
      for (let j = 0; j < missing.length; j++) {
        const cell = offset + missing[i]! * d + missing[j]!;
        products[cell]! += weight * residual[i * missing.length + j]!;
      }
    }
    return differences;
  }

  private fillDifferences(row: number, k: number, present: readonly number[]): void {
    const { gaussians, columns, emissions } = this.panel;
    for (const place of present) {
      const j = gaussians[place]!;
      this.differences[place] = columns[j]![row]! - this.model.means[k * emissions.length + j]!;
    }
  }

  private factorOf(row: number, k: number): PatternFactor {
    const pattern = this.patterns.ofRow[row]!;
    const state = this.model.covariance === 'tied' ? 0 : k;
    const key = pattern * this.model.stateCount + state;
    let factor = this.factors.get(key);
    if (!factor) {
      const d = this.panel.gaussians.length;
      const covariance = this.model.covariances.subarray(state * d * d, (state + 1) * d * d);
      factor = patternFactor(covariance, d, this.patterns.present[pattern]!);
      this.factors.set(key, factor);
    }
    return factor;
  }
}

function patternFactor(
  covariance: Float64Array,
  d: number,
  present: readonly number[],
): PatternFactor {
  const p = present.length;
  const missing = Array.from({ length: d }, (_, i) => i).filter((i) => !present.includes(i));
  const between = (a: number, b: number) => covariance[a * d + b]!;
  const block = Float64Array.from({ length: p * p }, (_, cell) =>
    between(present[Math.floor(cell / p)]!, present[cell % p]!),
  );
  const { inverse, constant } = inverseFactor(block, p);
  const m = missing.length;
  // With U the inverse factor: regression = S_mp U'U, residual = S_mm - (S_mp U')(S_mp U')'.
  const whitened = new Float64Array(m * p);
  const regression = new Float64Array(m * p);
  for (let i = 0; i < m; i++) {
    for (let r = 0; r < p; r++) {
      let sum = 0;
      for (let c = 0; c <= r; c++) {
        sum += between(missing[i]!, present[c]!) * inverse[triangleLength(r) + c]!;
      }
      whitened[i * p + r] = sum;
      for (let c = 0; c <= r; c++) {
        regression[i * p + c]! += sum * inverse[triangleLength(r) + c]!;
      }
    }
  }
  const residual = Float64Array.from({ length: m * m }, (_, cell) => {
    const i = Math.floor(cell / m);
    const j = cell % m;
    let value = between(missing[i]!, missing[j]!);
    for (let r = 0; r < p; r++) value -= whitened[i * p + r]! * whitened[j * p + r]!;
    return value;
  });
  return { present, missing, inverse, constant, regression, residual };
}
