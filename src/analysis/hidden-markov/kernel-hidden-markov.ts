// The passes over all sequences by the WebAssembly kernel on a team of threads.
import { hiddenMarkovPassesKernel } from '#kernels/hidden-markov-passes';
import type { Team } from '../team.ts';
import { TeamScope } from '../team-scope.ts';
import { ChunkPlaces } from './chunk-places.ts';
import type { Expectation, HiddenMarkovBackend, SequenceRows } from './hidden-markov-backend.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import { laneCount } from './kernel-lanes.ts';
import { gapChunkCount } from './kernel-gap-tables.ts';
import { packPanel, type KernelPanel } from './kernel-panel.ts';
import { KernelRoom } from './kernel-room.ts';
import { addExpectation, ScaleReader, scaleBytes, sumOutputs } from './kernel-sums.ts';
import { ScalarSequences, scalarHiddenMarkov } from './scalar-hidden-markov.ts';
import type { StandardPanel } from './standard-panel.ts';

class KernelSequences implements SequenceRows {
  private readonly team: Team;
  private readonly panel: StandardPanel;
  private readonly scope: TeamScope;
  private readonly packed: KernelPanel;
  private readonly places: ChunkPlaces;
  /** Sums of the panel's constants, one a chunk. */
  private readonly constants: Float64Array;
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
    this.places = new ChunkPlaces(panel, this.packed.chunks);
    this.constants = this.places.sumsOf(panel.constants);
  }

  expect(model: HiddenMarkovModel): Expectation {
    if (!canRun(model)) return this.twin.expect(model);
    const room = this.prepare(model);
    const chunkCount = this.packed.chunks.length;
    const operation = this.packed.columns.joints.length > 0 ? 'expectJoint' : 'expect';
    this.team.run(hiddenMarkovPassesKernel, operation, room.words.address, chunkCount);
    const sums = sumOutputs(room, model, this.panel, this.packed);
    const total = sums.expectation;
    let { logLikelihood } = total;
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      if (sums.troubled.includes(chunk)) {
        const part = this.twin.expectSome(model, ...this.places.placesOf(chunk));
        addExpectation(total, part);
        logLikelihood += part.logLikelihood;
      } else {
        logLikelihood += this.constants[chunk]!;
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
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      if (this.readLikelihoods(room, chunk, logLikelihoods)) continue;
      const [from, to] = this.places.placesOf(chunk);
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
    const batch = new TeamScope(this.team);
    try {
      const length = K * this.places.greatestBatchRowCount();
      const results = [
        { address: batch.reserve(8 * length), into: filtered },
        { address: batch.reserve(8 * length), into: posterior },
      ] as const;
      room.words.set({ filtered: results[0].address, posterior: results[1].address });
      for (const [first, end] of this.places.batches()) {
        this.runBatch(room, 'decode', first, end);
        for (const { address, into } of results) {
          const values = batch.doubles(address, length);
          this.places.toSource(first, end, (from, to, source) => {
            into.set(values.subarray(from * K, to * K), source * K);
          });
        }
        for (let chunk = first; chunk < end; chunk++) {
          if (this.readLikelihoods(room, chunk, logLikelihoods)) continue;
          const [from, to] = this.places.placesOf(chunk);
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
      for (const [first, end] of this.places.batches()) {
        this.runBatch(room, 'viterbi', first, end);
        const reader = new ScaleReader(this.team.buffer);
        for (let chunk = first; chunk < end; chunk++) {
          if (reader.isTroubled(room.outputs + chunk * room.outputBytes)) troubled.push(chunk);
        }
        yield;
      }
      viterbi.set(batch.bytes(address, rowCount));
      for (const chunk of troubled) {
        this.twin.pathsOfSome(model, viterbi, ...this.places.placesOf(chunk));
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
    if (this.packed.gaps) {
      const { words } = this.room;
      this.team.run(hiddenMarkovPassesKernel, 'tabulate', words.address, gapChunkCount(words));
    }
    return this.room;
  }

  /** Fills the likelihoods of a chunk's sequences; false where the twin has to find them. */
  private readLikelihoods(room: KernelRoom, chunk: number, logLikelihoods: Float64Array): boolean {
    const [from, to] = this.places.placesOf(chunk);
    const scales = room.words.get('scales');
    const reader = new ScaleReader(this.team.buffer);
    for (let place = from; place < to; place += laneCount) {
      const address = scales + (place / laneCount) * scaleBytes;
      if (reader.isTroubled(address)) return false;
      for (let lane = 0; lane < laneCount && place + lane < to; lane++) {
        logLikelihoods[place + lane] =
          reader.logLikelihood(address, lane) + this.panel.constants[place + lane]!;
      }
    }
    return true;
  }

  private runBatch(room: KernelRoom, operation: string, first: number, end: number): void {
    room.words.set({ firstChunk: first, firstRow: this.places.rowsOf(first, end)[0] });
    this.team.run(hiddenMarkovPassesKernel, operation, room.words.address, end - first);
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

/** Runs the passes on a team's threads; in plain TypeScript where the kernel cannot be loaded. */
export function kernelHiddenMarkov(team: Team): HiddenMarkovBackend {
  return (panel) =>
    team.supports(hiddenMarkovPassesKernel)
      ? new KernelSequences(team, panel)
      : scalarHiddenMarkov(panel);
}
