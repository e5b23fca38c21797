// The passes over all sequences in plain TypeScript: they define what the WebAssembly kernel computes.
import { AnalysisError } from '../analysis-error.ts';
import { emissionDensities, type EmissionDensities } from './emission-densities.ts';
import { createLattice, forwardBackward, type Lattice } from './forward-backward.ts';
import type { Expectation, HiddenMarkovBackend, SequenceRows } from './hidden-markov-backend.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import { ImpossibleRow } from './log-forward-backward.ts';
import { emptyExpectation } from './empty-expectation.ts';
import type { StandardPanel } from './standard-panel.ts';
import { viterbiPath } from './viterbi.ts';

const sequencesPerYield = 1024;

export class ScalarSequences implements SequenceRows {
  private readonly panel: StandardPanel;
  private lattice: Lattice | undefined;
  private logDensities = new Float64Array(0);

  constructor(panel: StandardPanel) {
    this.panel = panel;
  }

  expect(model: HiddenMarkovModel): Expectation {
    return this.expectSome(model, 0, this.panel.starts.length - 1);
  }

  /** The expectation of the sequences from one place to before another. */
  expectSome(model: HiddenMarkovModel, from: number, to: number): Expectation {
    const total = emptyExpectation(model, this.panel);
    const densities = emissionDensities(model, this.panel);
    let logLikelihood = 0;
    for (let place = from; place < to; place++) {
      const lattice = this.recur(model, densities, place, total.transitions);
      logLikelihood += lattice.logLikelihood + this.panel.constants[place]!;
      this.addSequence(model, densities, place, lattice.posterior, total);
    }
    return { ...total, logLikelihood };
  }

  logLikelihoods(model: HiddenMarkovModel): Float64Array {
    return this.logLikelihoodsOfSome(model, 0, this.panel.starts.length - 1);
  }

  logLikelihoodsOfSome(model: HiddenMarkovModel, from: number, to: number): Float64Array {
    const densities = emissionDensities(model, this.panel);
    return Float64Array.from({ length: to - from }, (_, index) => {
      const place = from + index;
      const { logLikelihood } = this.recur(model, densities, place, null);
      return logLikelihood + this.panel.constants[place]!;
    });
  }

  *probabilities(
    model: HiddenMarkovModel,
    filtered: Float64Array,
    posterior: Float64Array,
  ): Generator<undefined, Float64Array> {
    const logLikelihoods = new Float64Array(this.panel.starts.length - 1);
    for (const [from, to] of this.parts()) {
      logLikelihoods.set(this.probabilitiesOfSome(model, filtered, posterior, from, to), from);
      yield;
    }
    return logLikelihoods;
  }

  /** The probabilities of the sequences from one place to before another; returns their likelihoods. */
  probabilitiesOfSome(
    model: HiddenMarkovModel,
    filtered: Float64Array,
    posterior: Float64Array,
    from: number,
    to: number,
  ): Float64Array {
    const { stateCount: K } = model;
    const densities = emissionDensities(model, this.panel);
    return Float64Array.from({ length: to - from }, (_, index) => {
      const place = from + index;
      const found = this.recur(model, densities, place, null);
      const cellCount = this.lengthOf(place) * K;
      const source = this.panel.sourceStarts[place]! * K;
      filtered.set(found.filtered.subarray(0, cellCount), source);
      posterior.set(found.posterior.subarray(0, cellCount), source);
      return found.logLikelihood + this.panel.constants[place]!;
    });
  }

  *paths(model: HiddenMarkovModel, viterbi: Uint8Array): Generator<undefined, void> {
    for (const [from, to] of this.parts()) {
      this.pathsOfSome(model, viterbi, from, to);
      yield;
    }
  }

  /** The paths of the sequences from one place to before another. */
  pathsOfSome(model: HiddenMarkovModel, viterbi: Uint8Array, from: number, to: number): void {
    const densities = emissionDensities(model, this.panel);
    for (let place = from; place < to; place++) {
      this.fillLogDensities(model, densities, place);
      const length = this.lengthOf(place);
      const source = this.panel.sourceStarts[place]!;
      this.explain(place, () => viterbiPath(model, this.logDensities, length, viterbi, source));
    }
  }

  /** All places, a part at a time. */
  private *parts(): Generator<readonly [number, number]> {
    const end = this.panel.constants.length;
    for (let from = 0; from < end; from += sequencesPerYield) {
      yield [from, Math.min(from + sequencesPerYield, end)];
    }
  }

  close(): void {
    this.lattice = undefined;
    this.logDensities = new Float64Array(0);
  }

  private lengthOf(place: number): number {
    return this.panel.starts[place + 1]! - this.panel.starts[place]!;
  }

  private fillLogDensities(
    { stateCount: K }: HiddenMarkovModel,
    densities: EmissionDensities,
    place: number,
  ): void {
    const length = this.lengthOf(place);
    if (this.logDensities.length < length * K) this.logDensities = new Float64Array(length * K);
    const first = this.panel.starts[place]!;
    for (let t = 0; t < length; t++) {
      densities.rowLogDensities(first + t, this.logDensities, t * K);
    }
  }

  private recur(
    model: HiddenMarkovModel,
    densities: EmissionDensities,
    place: number,
    transitions: Float64Array | null,
  ): Lattice & { readonly logLikelihood: number } {
    const length = this.lengthOf(place);
    this.fillLogDensities(model, densities, place);
    const cellCount = length * model.stateCount;
    let { lattice } = this;
    if (!lattice || lattice.filtered.length < cellCount || lattice.scales.length < length) {
      lattice = createLattice(length, model.stateCount);
      this.lattice = lattice;
    }
    const { logDensities } = this;
    const logLikelihood = this.explain(place, () =>
      forwardBackward(model, logDensities, length, lattice, transitions),
    );
    return { ...lattice, logLikelihood };
  }

  /** Says of an impossible row which of the source's it is. */
  private explain<T>(place: number, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof ImpossibleRow)) throw error;
      throw impossible(this.panel.sourceStarts[place]! + error.t);
    }
  }

  private addSequence(
    model: HiddenMarkovModel,
    { joint }: EmissionDensities,
    place: number,
    posterior: Float64Array,
    total: Omit<Expectation, 'logLikelihood'>,
  ): void {
    const { stateCount: K, means } = model;
    const { columns, emissions, gaussians, starts } = this.panel;
    const columnCount = columns.length;
    const first = starts[place]!;
    for (let k = 0; k < K; k++) total.starts[k]! += posterior[k]!;
    for (let t = 0; t < this.lengthOf(place); t++) {
      for (let k = 0; k < K; k++) {
        const weight = posterior[t * K + k]!;
        for (let j = 0; j < columnCount; j++) {
          if (joint && emissions[j] === 'gaussian') continue;
          const cell = columns[j]![first + t]!;
          if (Number.isNaN(cell)) continue;
          const at = k * columnCount + j;
          total.weights[at]! += weight;
          if (emissions[j] === 'gaussian') {
            const difference = cell - means[at]!;
            total.sums[at]! += weight * difference;
            total.squares[k * gaussians.length + gaussians.indexOf(j)]! +=
              weight * difference * difference;
          } else {
            total.sums[at]! += weight * cell;
          }
        }
        if (joint) this.addJointRow(joint, first + t, k, weight, total);
      }
    }
  }

  /** Adds a row to a state's sums where the Gaussian columns are dependent. */
  private addJointRow(
    joint: NonNullable<EmissionDensities['joint']>,
    row: number,
    k: number,
    weight: number,
    total: Omit<Expectation, 'logLikelihood'>,
  ): void {
    if (weight === 0) return;
    const { gaussians, columns } = this.panel;
    const d = gaussians.length;
    const offset = this.panel.covariance === 'tied' ? 0 : k * d * d;
    const differences = joint.addRow(row, k, weight, total.squares, offset);
    for (let place = 0; place < d; place++) {
      const at = k * columns.length + gaussians[place]!;
      total.weights[at]! += weight;
      total.sums[at]! += weight * differences[place]!;
    }
  }
}

function impossible(row: number): AnalysisError {
  return new AnalysisError(
    'fit.not-possible',
    `No state can have produced row ${row} after the rows before it: its probability is zero in every state.`,
    'Look at the row: correct or drop it, or fit the model anew with such rows among the data.',
    { row },
  );
}

/** Plain TypeScript, for every kind of covariance. */
export const scalarHiddenMarkov: HiddenMarkovBackend = (panel) => new ScalarSequences(panel);
