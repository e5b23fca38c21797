// The passes over all sequences by the WebAssembly kernel on a team of threads.
import { hiddenMarkovPassesKernel } from '#kernels/hidden-markov-passes';
import type { Team } from '../team.ts';
import { TeamScope } from '../team-scope.ts';
import type { Expectation, HiddenMarkovBackend, SequenceRows } from './hidden-markov-backend.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import { laneCount, packPanel, type KernelPanel } from './kernel-panel.ts';
import { KernelRoom } from './kernel-room.ts';
import { addExpectation, ScaleReader, scaleBytes, sumOutputs } from './kernel-sums.ts';
import { ScalarSequences, scalarHiddenMarkov } from './scalar-hidden-markov.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Chunks whose rows leave the shared memory at once. */
const chunksPerBatch = 16;

class KernelSequences implements SequenceRows {
  private readonly team: Team;
  private readonly panel: StandardPanel;
  private readonly scope: TeamScope;
  private readonly packed: KernelPanel;
  /** Does what the kernel cannot. */
  private readonly twin: ScalarSequences;
  private room: KernelRoom | undefined;

  constructor(team: Team, panel: StandardPanel) {
    this.team = team;
    this.panel = panel;
    this.scope = new TeamScope(team);
    this.twin = new ScalarSequences(panel);
    try {
      this.packed = packPanel(panel, this.scope);
    } catch (error) {
      this.scope.close();
      throw error;
    }
  }

  expect(model: HiddenMarkovModel): Expectation {
    if (!canRun(model)) return this.twin.expect(model);
    const room = this.prepare(model);
    const chunkCount = this.packed.chunks.length;
    const operation = this.packed.columns.joints.length > 0 ? 'expectJoint' : 'expect';
    this.team.run(hiddenMarkovPassesKernel, operation, room.words.address, chunkCount);
    const sums = sumOutputs(room, model, this.panel, this.packed.columns, chunkCount);
    const total = sums.expectation;
    let { logLikelihood } = total;
    const addPart = (from: number, to: number) => {
      const part = this.twin.expectSome(model, from, to);
      addExpectation(total, part);
      logLikelihood += part.logLikelihood;
    };
    if (this.packed.firstPlace > 0) addPart(0, this.packed.firstPlace);
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      const [from, to] = this.placesOf(chunk);
      if (sums.troubled.includes(chunk)) {
        addPart(from, to);
      } else {
        // Chunk by chunk: tens of thousands of equal terms would all be rounded the same way.
        let constant = 0;
        for (let place = from; place < to; place++) constant += this.panel.constants[place]!;
        logLikelihood += constant;
      }
    }
    return { ...total, logLikelihood };
  }

  logLikelihoods(model: HiddenMarkovModel): Float64Array {
    if (!canRun(model)) return this.twin.logLikelihoods(model);
    const room = this.prepare(model);
    const chunkCount = this.packed.chunks.length;
    this.team.run(hiddenMarkovPassesKernel, 'likelihoods', room.words.address, chunkCount);
    const logLikelihoods = new Float64Array(this.panel.constants.length);
    const { firstPlace } = this.packed;
    if (firstPlace > 0) {
      logLikelihoods.set(this.twin.logLikelihoodsOfSome(model, 0, firstPlace));
    }
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      if (this.readLikelihoods(room, chunk, logLikelihoods)) continue;
      const [from, to] = this.placesOf(chunk);
      logLikelihoods.set(this.twin.logLikelihoodsOfSome(model, from, to), from);
    }
    return logLikelihoods;
  }

  *probabilities(
    model: HiddenMarkovModel,
    filtered: Float64Array,
    posterior: Float64Array,
  ): Generator<undefined, Float64Array> {
    if (!canRun(model)) return yield* this.twin.probabilities(model, filtered, posterior);
    const room = this.prepare(model);
    const { stateCount: K } = model;
    const logLikelihoods = new Float64Array(this.panel.constants.length);
    for (const [from, to] of this.twin.parts(this.packed.firstPlace)) {
      logLikelihoods.set(this.twin.probabilitiesOfSome(model, filtered, posterior, from, to), from);
      yield;
    }
    const batch = new TeamScope(this.team);
    try {
      const length = K * this.greatestBatchRowCount();
      const results = [
        { address: batch.reserve(8 * length), into: filtered },
        { address: batch.reserve(8 * length), into: posterior },
      ] as const;
      room.words.set({ filtered: results[0].address, posterior: results[1].address });
      for (const [first, end] of this.batches()) {
        this.runBatch(room, 'decode', first, end);
        for (const { address, into } of results) {
          const values = batch.doubles(address, length);
          this.toSource(first, end, (from, to, source) => {
            into.set(values.subarray(from * K, to * K), source * K);
          });
        }
        for (let chunk = first; chunk < end; chunk++) {
          if (this.readLikelihoods(room, chunk, logLikelihoods)) continue;
          const [from, to] = this.placesOf(chunk);
          const redone = this.twin.probabilitiesOfSome(model, filtered, posterior, from, to);
          logLikelihoods.set(redone, from);
        }
        yield;
      }
      return logLikelihoods;
    } finally {
      batch.close();
    }
  }

  *paths(model: HiddenMarkovModel, viterbi: Uint8Array): Generator<undefined, void> {
    if (!canRun(model)) return yield* this.twin.paths(model, viterbi);
    const room = this.prepare(model);
    const batch = new TeamScope(this.team);
    try {
      const { rowCount } = this.panel;
      const address = batch.reserve(rowCount);
      room.words.set({ paths: address });
      const troubled: number[] = [];
      for (const [first, end] of this.batches()) {
        this.runBatch(room, 'viterbi', first, end);
        const reader = new ScaleReader(this.team.buffer);
        for (let chunk = first; chunk < end; chunk++) {
          if (reader.isTroubled(room.outputs + chunk * room.outputBytes)) troubled.push(chunk);
        }
        yield;
      }
      viterbi.set(batch.bytes(address, rowCount));
      for (const [from, to] of this.twin.parts(this.packed.firstPlace)) {
        this.twin.pathsOfSome(model, viterbi, from, to);
        yield;
      }
      for (const chunk of troubled) {
        this.twin.pathsOfSome(model, viterbi, ...this.placesOf(chunk));
      }
    } finally {
      batch.close();
    }
  }

  close(): void {
    this.room?.scope.close();
    this.scope.close();
    this.twin.close();
  }

  private prepare(model: HiddenMarkovModel): KernelRoom {
    if (this.room?.stateCount !== model.stateCount) {
      this.room?.scope.close();
      this.room = undefined;
      this.room = new KernelRoom(this.team, this.packed, model.stateCount);
    }
    this.room.setModel(model, this.panel, this.packed);
    return this.room;
  }

  /** The places of a chunk's sequences: from and before. */
  private placesOf(chunk: number): [number, number] {
    const { firstTile, endTile } = this.packed.chunks[chunk]!;
    const placeOf = (tile: number) => this.packed.firstPlace + tile * laneCount;
    return [placeOf(firstTile), Math.min(placeOf(endTile), this.panel.constants.length)];
  }

  /** Fills the likelihoods of a chunk's sequences; false where the twin has to find them. */
  private readLikelihoods(room: KernelRoom, chunk: number, logLikelihoods: Float64Array): boolean {
    const [from, to] = this.placesOf(chunk);
    const scales = room.words.get('scales');
    const reader = new ScaleReader(this.team.buffer);
    for (let place = from; place < to; place += laneCount) {
      const address = scales + ((place - this.packed.firstPlace) / laneCount) * scaleBytes;
      if (reader.isTroubled(address)) return false;
      for (let lane = 0; lane < laneCount && place + lane < to; lane++) {
        logLikelihoods[place + lane] =
          reader.logLikelihood(address, lane) + this.panel.constants[place + lane]!;
      }
    }
    return true;
  }

  private *batches(): Generator<readonly [number, number]> {
    const chunkCount = this.packed.chunks.length;
    for (let first = 0; first < chunkCount; first += chunksPerBatch) {
      yield [first, Math.min(first + chunksPerBatch, chunkCount)];
    }
  }

  /** The panel's rows of a batch of chunks: from and before. */
  private rowsOf(first: number, end: number): [number, number] {
    const { starts } = this.panel;
    return [starts[this.placesOf(first)[0]]!, starts[this.placesOf(end - 1)[1]]!];
  }

  private greatestBatchRowCount(): number {
    let greatest = 0;
    for (const [first, end] of this.batches()) {
      const [from, to] = this.rowsOf(first, end);
      greatest = Math.max(greatest, to - from);
    }
    return greatest;
  }

  private runBatch(room: KernelRoom, operation: string, first: number, end: number): void {
    room.words.set({ firstChunk: first, firstRow: this.rowsOf(first, end)[0] });
    this.team.run(hiddenMarkovPassesKernel, operation, room.words.address, end - first);
  }

  /** Calls `copy` with the rows of each sequence of a batch, counted in the batch and in the source. */
  private toSource(
    first: number,
    end: number,
    copy: (from: number, to: number, source: number) => void,
  ): void {
    const { starts, sourceStarts } = this.panel;
    const firstRow = this.rowsOf(first, end)[0];
    const endPlace = this.placesOf(end - 1)[1];
    for (let place = this.placesOf(first)[0]; place < endPlace; place++) {
      copy(starts[place]! - firstRow, starts[place + 1]! - firstRow, sourceStarts[place]!);
    }
  }
}

/** The kernel has no single state, and no probability of 0 or 1. */
function canRun({ stateCount, emissions, means }: HiddenMarkovModel): boolean {
  if (stateCount < 2) return false;
  return means.every((mean, at) => {
    const kind = emissions[at % emissions.length];
    return kind === 'gaussian' || (mean > 0 && (kind === 'poisson' || mean < 1));
  });
}

/**
 * Runs the passes on a team's threads; in plain TypeScript where the kernel cannot be loaded, and for
 * sequences that lack cells of columns that depend on each other.
 */
export function kernelHiddenMarkov(team: Team): HiddenMarkovBackend {
  return (panel) => {
    const someComplete = panel.firstComplete < panel.constants.length;
    return someComplete && team.supports(hiddenMarkovPassesKernel)
      ? new KernelSequences(team, panel)
      : scalarHiddenMarkov(panel);
  };
}
