// The working memory of a tile: eight sequences side by side, aligned at their last steps.
import type { Arithmetic, Floats } from './arithmetic.ts';
import { networkLayout, type NetworkLayout, type NetworkShape } from './parameter-layout.ts';

/** Sequences of a tile; the kernel's lanes. */
export const laneCount = 8;

/** First rows of each part; a row is one number of each of the eight sequences. */
export interface TileRows {
  /** Steps x inputs. */
  readonly inputs: number;
  /** (1 + steps) x units; the first is the state before any step. */
  readonly states: number;
  /** (1 + steps) x savedCount of the encoder. */
  readonly gates: number;
  /** Steps x gateCount: derivatives by the gates before their activation. */
  readonly deltas: number;
  readonly deltaState: number;
  readonly deltaMemory: number;
  readonly encoding: number;
  readonly deltaEncoding: number;
  /** All biases, each repeated for every lane: encoder, encoding, decoder, output. */
  readonly encoderBias: number;
  readonly encodingBias: number;
  readonly decoderBias: number;
  readonly outputBias: number;
  readonly sums: number;
  /** The decoder's gates from the encoding alone. */
  readonly context: number;
  readonly deltaContext: number;
  readonly decoderStates: number;
  readonly decoderGates: number;
  readonly decoderDeltas: number;
  /** The outcome's log-odds, or steps x inputs reconstructed; later the derivatives by them. */
  readonly outputs: number;
  readonly rowCount: number;
}

/** The parts in the order in which the kernel lays them out as well. */
export function tileRows(layout: NetworkLayout, stepCount: number): TileRows {
  const { encoder, encoding, decoder, output } = layout;
  const { inputSize, hiddenSize, gateCount, savedCount } = encoder;
  let next = 0;
  const take = (rowCount: number) => (next += rowCount) - rowCount;
  const decoderGateCount = decoder?.gateCount ?? 0;
  const decoderStateCount = decoder ? hiddenSize : 0;
  const widest = Math.max(gateCount, decoderGateCount, encoding.outputSize, output.outputSize);
  return {
    inputs: take(stepCount * inputSize),
    states: take((stepCount + 1) * hiddenSize),
    gates: take((stepCount + 1) * savedCount),
    deltas: take(stepCount * gateCount),
    deltaState: take(hiddenSize),
    deltaMemory: take(hiddenSize),
    encoding: take(encoding.outputSize),
    deltaEncoding: take(encoding.outputSize),
    encoderBias: take(gateCount),
    encodingBias: take(encoding.outputSize),
    decoderBias: take(decoderGateCount),
    outputBias: take(output.outputSize),
    sums: take(widest),
    context: take(decoderGateCount),
    deltaContext: take(decoderGateCount),
    decoderStates: take((stepCount + 1) * decoderStateCount),
    decoderGates: take(stepCount * decoderGateCount),
    decoderDeltas: take(stepCount * decoderGateCount),
    outputs: take(decoder ? stepCount * inputSize : 1),
    rowCount: next,
  };
}

/** What the passes over a tile work on. */
export interface TileMemory {
  readonly arithmetic: Arithmetic;
  readonly shape: NetworkShape;
  readonly layout: NetworkLayout;
  readonly rows: TileRows;
  /** rowCount x laneCount. */
  readonly cells: Floats;
  readonly parameters: Floats;
  /** Derivatives of the loss by the parameters, added up over tiles. */
  readonly gradient: Floats;
}

export function createTileMemory(
  arithmetic: Arithmetic,
  shape: NetworkShape,
  longest: number,
): TileMemory {
  const layout = networkLayout(shape);
  const rows = tileRows(layout, longest);
  return {
    arithmetic,
    shape,
    layout,
    rows,
    cells: arithmetic.allocate(rows.rowCount * laneCount),
    parameters: arithmetic.allocate(layout.parameterCount),
    gradient: arithmetic.allocate(layout.parameterCount),
  };
}

/** Eight sequences, or fewer: which steps of the tile are theirs. */
export interface Tile {
  /** Index of the sequence in each lane, -1 for none. */
  readonly sequences: Int32Array;
  /** Steps of the longest. */
  readonly stepCount: number;
  /** First step of each lane's sequence; stepCount where there is none. */
  readonly firstSteps: Int32Array;
  /** From this step on every lane is at work. */
  readonly fullFrom: number;
}

export function tileOf(starts: Uint32Array, sequences: Int32Array): Tile {
  const lengths = Array.from(sequences, (s) => (s < 0 ? 0 : starts[s + 1]! - starts[s]!));
  const stepCount = Math.max(...lengths);
  const firstSteps = Int32Array.from(lengths, (length) => stepCount - length);
  return { sequences, stepCount, firstSteps, fullFrom: Math.max(...firstSteps) };
}
