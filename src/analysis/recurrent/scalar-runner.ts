// The passes over tiles in plain TypeScript: what they compute is what the kernel has to compute.
import { single, type Arithmetic } from './arithmetic.ts';
import { decodeTile, decoderGradient, reconstructionLoss } from './decoder-passes.ts';
import { encoderGradient, encodeTile, gatherInputs } from './encoder-passes.ts';
import { spreadBias } from './lane-products.ts';
import { outcomeForward, outcomeGradient } from './outcome-head.ts';
import {
  slotCount,
  sumSlots,
  type RecurrentBackend,
  type RecurrentProblem,
  type RecurrentRunner,
  type TileResults,
} from './recurrent-backend.ts';
import { longestSequence } from './sequence-tiles.ts';
import { createTileMemory, laneCount, tileOf, type Tile, type TileMemory } from './tile-memory.ts';

const noOutcome = new Uint8Array(0);

export class ScalarRunner implements RecurrentRunner {
  private readonly problem: RecurrentProblem;
  private readonly outcome: Uint8Array;
  /** One memory for each slot; they differ in their gradients only. */
  private readonly slots: readonly TileMemory[];
  private readonly total: Float64Array;

  constructor(problem: RecurrentProblem, arithmetic: Arithmetic) {
    this.problem = problem;
    this.outcome = problem.outcome ?? noOutcome;
    const memory = createTileMemory(arithmetic, problem.shape, longestSequence(problem.batch));
    const { parameterCount } = memory.layout;
    this.slots = Array.from({ length: slotCount }, () => ({
      ...memory,
      gradient: arithmetic.allocate(parameterCount),
    }));
    this.total = new Float64Array(parameterCount);
  }

  setParameters(parameters: ArrayLike<number>): void {
    const memory = this.slots[0]!;
    memory.parameters.set(parameters);
    const { encoder, encoding, decoder, output } = memory.layout;
    const { rows } = memory;
    spreadBias(memory, rows.encoderBias, encoder.bias, encoder.gateCount);
    spreadBias(memory, rows.encodingBias, encoding.bias, encoding.outputSize);
    if (decoder) spreadBias(memory, rows.decoderBias, decoder.bias, decoder.gateCount);
    spreadBias(memory, rows.outputBias, output.bias, output.outputSize);
  }

  gradient(tiles: Int32Array, exactScale: number) {
    const scale = this.slots[0]!.arithmetic.round(exactScale);
    for (const slot of this.slots) slot.gradient.fill(0);
    const losses = this.slots[0]!.arithmetic.allocate(tiles.length);
    this.forEachTile(tiles, (memory, tile, at) => {
      const ownLosses = losses.subarray(at, at + laneCount);
      this.tileLoss(memory, tile, scale, ownLosses, new Float32Array(laneCount));
      const { decoder } = memory.layout;
      if (decoder) decoderGradient(memory, decoder, tile);
      else outcomeGradient(memory, tile, this.outcome, scale);
      encoderGradient(memory, tile);
    });
    const gradients = this.slots.map((slot) => slot.gradient);
    sumSlots(this.total, gradients);
    return { losses, gradient: this.total };
  }

  forward(tiles: Int32Array, wanted: 'losses' | 'encodings'): TileResults {
    const { encodingSize } = this.problem.shape;
    const results = {
      losses: new Float32Array(tiles.length),
      encodings: new Float32Array(tiles.length * encodingSize),
      probabilities: new Float32Array(tiles.length),
    };
    this.forEachTile(tiles, (memory, tile, at) => {
      const losses = results.losses.subarray(at, at + laneCount);
      const probabilities = results.probabilities.subarray(at, at + laneCount);
      if (wanted === 'losses' || !memory.layout.decoder) {
        this.tileLoss(memory, tile, 1, losses, probabilities);
      } else encodeTile(memory, tile);
      const first = memory.rows.encoding * laneCount;
      const encoding = memory.cells.subarray(first, first + encodingSize * laneCount);
      results.encodings.set(encoding, at * encodingSize);
    });
    return results;
  }

  close(): void {}

  private tileLoss(
    memory: TileMemory,
    tile: Tile,
    scale: number,
    losses: Float32Array | Float64Array,
    probabilities: Float32Array,
  ): void {
    encodeTile(memory, tile);
    const { decoder } = memory.layout;
    if (!decoder) return outcomeForward(memory, tile, this.outcome, losses, probabilities);
    decodeTile(memory, decoder, tile);
    reconstructionLoss(memory, tile, scale, losses);
  }

  private forEachTile(
    tiles: Int32Array,
    visit: (memory: TileMemory, tile: Tile, at: number) => void,
  ): void {
    const { batch } = this.problem;
    for (let at = 0; at < tiles.length; at += laneCount) {
      const memory = this.slots[(at / laneCount) % slotCount]!;
      const tile = tileOf(batch.starts, tiles.subarray(at, at + laneCount));
      gatherInputs(memory, batch, tile);
      visit(memory, tile, at);
    }
  }
}

export const scalarBackend: RecurrentBackend = (problem) => new ScalarRunner(problem, single);
