// One step of a recurrent cell, from the gates' sums to the new state.
import { sigmoid, tanh } from './arithmetic.ts';
import type { CellKind } from './recurrent-types.ts';
import { laneCount, type TileMemory } from './tile-memory.ts';

/** The rows of one step. */
export interface StepPlace {
  /** Sums of the gates; replaced by their activations. */
  readonly gates: number;
  /** An LSTM's gates of the step before, for its memory. */
  readonly gatesBefore: number;
  readonly stateBefore: number;
  readonly state: number;
}

/** h = tanh(a). */
function simpleForward(memory: TileMemory, count: number, place: StepPlace): void {
  const { arithmetic, cells } = memory;
  for (let i = 0; i < count; i++) {
    const h = tanh(arithmetic, cells[place.gates * laneCount + i]!);
    cells[place.gates * laneCount + i] = h;
    cells[place.state * laneCount + i] = h;
  }
}

/** r and z by the sigmoid, n = tanh(n + r m), h = n + z (h before - n). */
function gruForward(memory: TileMemory, count: number, place: StepPlace): void {
  const { arithmetic, cells } = memory;
  const { round } = arithmetic;
  const at = place.gates * laneCount;
  for (let i = at; i < at + count; i++) {
    const r = sigmoid(arithmetic, cells[i + count]!);
    const z = sigmoid(arithmetic, cells[i + 2 * count]!);
    const n = tanh(arithmetic, round(cells[i]! + round(r * cells[i + 3 * count]!)));
    cells[i] = n;
    cells[i + count] = r;
    cells[i + 2 * count] = z;
    const before = cells[place.stateBefore * laneCount + i - at]!;
    cells[place.state * laneCount + i - at] = round(n + round(z * round(before - n)));
  }
}

/** i, f, o by the sigmoid, g by tanh, c = f (c before) + i g, h = o tanh(c). */
function lstmForward(memory: TileMemory, count: number, place: StepPlace): void {
  const { arithmetic, cells } = memory;
  const { round } = arithmetic;
  const at = place.gates * laneCount;
  for (let unit = 0; unit < count; unit++) {
    const k = at + unit;
    const i = sigmoid(arithmetic, cells[k]!);
    const f = sigmoid(arithmetic, cells[k + count]!);
    const g = tanh(arithmetic, cells[k + 2 * count]!);
    const o = sigmoid(arithmetic, cells[k + 3 * count]!);
    const before = cells[place.gatesBefore * laneCount + unit + 4 * count]!;
    const c = round(round(f * before) + round(i * g));
    const tanhC = tanh(arithmetic, c);
    [i, f, g, o, c, tanhC].forEach((value, gate) => {
      cells[k + gate * count] = value;
    });
    cells[place.state * laneCount + unit] = round(o * tanhC);
  }
}

const forwards = { simple: simpleForward, gru: gruForward, lstm: lstmForward } as const;

export function cellForward(
  memory: TileMemory,
  cell: CellKind,
  unitCount: number,
  place: StepPlace,
): void {
  forwards[cell](memory, unitCount * laneCount, place);
}
