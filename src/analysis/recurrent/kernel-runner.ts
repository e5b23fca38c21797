// The passes over tiles by the WebAssembly kernel on a team of threads.
import { recurrentNetworkKernel } from '#kernels/recurrent-network';
import type { Team } from '../team.ts';
import { KernelArguments, TeamScope } from '../team-scope.ts';
import { kernelWords, type KernelWord } from './kernel-words.ts';
import { networkLayout, type NetworkShape } from './parameter-layout.ts';
import {
  slotCount,
  sumSlots,
  type RecurrentBackend,
  type RecurrentProblem,
  type RecurrentRunner,
  type TileResults,
} from './recurrent-backend.ts';
import type { SequenceBatch } from './recurrent-types.ts';
import { scalarBackend } from './scalar-runner.ts';
import { longestSequence } from './sequence-tiles.ts';
import { laneCount, tileRows } from './tile-memory.ts';

const cellWords = { simple: 0, gru: 1, lstm: 2 } as const;
const modes = { encodings: 0, losses: 1, gradients: 2 } as const;

/** Bytes of a step's inputs in the kernel. */
const strideOf = (inputSize: number) => 16 * Math.ceil(inputSize / 4);

class KernelRunner implements RecurrentRunner {
  private readonly scope: TeamScope;
  private readonly words: KernelArguments<KernelWord>;
  private readonly encodingSize: number;
  private readonly total: Float64Array;
  /** Memory of the tiles and their results, for so many lanes. */
  private tileScope: TeamScope;
  private laneCapacity = 0;

  constructor(team: Team, problem: RecurrentProblem) {
    const { shape, batch } = problem;
    this.scope = new TeamScope(team);
    this.tileScope = new TeamScope(team);
    this.encodingSize = shape.encodingSize;
    this.total = new Float64Array(networkLayout(shape).parameterCount);
    try {
      this.words = new KernelArguments(this.scope, kernelWords);
      this.reserveNetwork(shape, longestSequence(batch));
      this.copyBatch(batch, problem.outcome);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  setParameters(parameters: Float32Array): void {
    this.singles('parameters', parameters.length).set(parameters);
  }

  gradient(tiles: Int32Array, scale: number) {
    this.run(tiles, 'gradients', scale);
    const slots = Math.min(slotCount, tiles.length / laneCount);
    const stride = this.words.get('gradientStride') / 4;
    const sums = this.singles('gradient', slots * stride);
    const slotSums = Array.from({ length: slots }, (_, slot) =>
      sums.subarray(slot * stride, slot * stride + this.total.length),
    );
    sumSlots(this.total, slotSums);
    return { losses: this.singles('losses', tiles.length), gradient: this.total };
  }

  forward(tiles: Int32Array, wanted: 'losses' | 'encodings'): TileResults {
    this.run(tiles, wanted, 1);
    return {
      losses: this.singles('losses', tiles.length).slice(),
      encodings: this.singles('encodings', tiles.length * this.encodingSize).slice(),
      probabilities: this.singles('probabilities', tiles.length).slice(),
    };
  }

  close(): void {
    this.tileScope.close();
    this.scope.close();
  }

  private run(tiles: Int32Array, mode: keyof typeof modes, scale: number): void {
    if (tiles.length > this.laneCapacity) this.reserveTiles(tiles.length);
    const { words, scope } = this;
    const tileCount = tiles.length / laneCount;
    new Int32Array(scope.team.buffer, words.get('tiles'), tiles.length).set(tiles);
    const [scaleBits] = new Uint32Array(Float32Array.of(scale).buffer);
    words.set({ tileCount, mode: modes[mode], scale: scaleBits! });
    const chunkCount = Math.min(slotCount, tileCount);
    scope.team.run(recurrentNetworkKernel, 'runSlot', words.address, chunkCount);
  }

  private singles(word: KernelWord, length: number): Float32Array {
    return new Float32Array(this.scope.team.buffer, this.words.get(word), length);
  }

  private reserveNetwork(shape: NetworkShape, longest: number): void {
    const { scope, words } = this;
    const layout = networkLayout(shape);
    const { parameterCount } = layout;
    const rowBytes = 4 * laneCount;
    // Behind the rows: the lanes' first steps, 64 bytes of constants, the transposed parameters.
    const scratchBytes = (tileRows(layout, longest).rowCount + 3) * rowBytes + 4 * parameterCount;
    const scratchStride = 64 * Math.ceil(scratchBytes / 64);
    const gradientStride = 64 * Math.ceil((4 * parameterCount) / 64);
    words.set({
      cell: cellWords[shape.cell],
      isAutoencoder: Number(shape.kind === 'autoencoder'),
      inputSize: shape.inputSize,
      kindCount: shape.kindCount,
      hiddenSize: shape.hiddenSize,
      encodingSize: shape.encodingSize,
      parameters: scope.reserve(4 * parameterCount),
      parameterCount,
      longest,
      scratch: scope.reserve(slotCount * scratchStride),
      scratchStride,
      gradient: scope.reserve(slotCount * gradientStride),
      gradientStride,
    });
  }

  private copyBatch(batch: SequenceBatch, outcome: Uint8Array | undefined): void {
    const { scope, words } = this;
    const { sequenceCount, starts, inputSize, inputs } = batch;
    const inputStride = strideOf(inputSize);
    const stepCount = starts[sequenceCount]!;
    words.set({
      inputs: scope.reserve(stepCount * inputStride),
      inputStride,
      noInput: scope.reserve(inputStride),
      starts: scope.reserve(4 * starts.length),
      outcome: scope.reserve(sequenceCount),
    });
    const width = inputStride / 4;
    const cells = this.singles('inputs', stepCount * width);
    for (let step = 0; step < stepCount; step++) {
      const at = step * width;
      for (let j = 0; j < inputSize; j++) cells[at + j] = inputs[step * inputSize + j]!;
      for (let j = inputSize; j < width; j++) cells[at + j] = 0;
    }
    this.singles('noInput', width).fill(0);
    scope.words(words.get('starts'), starts.length).set(starts);
    const outcomes = scope.bytes(words.get('outcome'), sequenceCount);
    if (outcome) outcomes.set(outcome);
    else outcomes.fill(0);
  }

  private reserveTiles(laneCapacity: number): void {
    this.tileScope.close();
    this.tileScope = new TeamScope(this.scope.team);
    this.laneCapacity = laneCapacity;
    const reserve = () => this.tileScope.reserve(4 * laneCapacity);
    this.words.set({
      tiles: reserve(),
      losses: reserve(),
      probabilities: reserve(),
      encodings: this.tileScope.reserve(4 * laneCapacity * this.encodingSize),
    });
  }
}

/** Runs networks on a team's threads; in plain TypeScript where the kernel cannot be loaded. */
export function kernelRecurrent(team: Team): RecurrentBackend {
  return (problem) =>
    team.supports(recurrentNetworkKernel)
      ? new KernelRunner(team, problem)
      : scalarBackend(problem);
}
