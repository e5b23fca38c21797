// One step of a recurrent cell backwards: from the derivative by its state to those by its gates' sums.
import type { CellKind } from './recurrent-types.ts';
import type { StepPlace } from './cell-forward.ts';
import { laneCount, type TileMemory } from './tile-memory.ts';

export interface StepDeltas {
  /** Derivatives by the gates' sums. */
  readonly gates: number;
  /** Derivative by the state; what reaches the state before not through the gates is left in it. */
  readonly state: number;
  /** Derivative by an LSTM's memory; replaced by that of the step before. */
  readonly memory: number;
}

function simpleBackward(memory: TileMemory, count: number, place: StepPlace, deltas: StepDeltas) {
  const { arithmetic, cells } = memory;
  const { round } = arithmetic;
  for (let i = 0; i < count; i++) {
    const h = cells[place.state * laneCount + i]!;
    const dh = cells[deltas.state * laneCount + i]!;
    cells[deltas.gates * laneCount + i] = round(dh * round(1 - round(h * h)));
    cells[deltas.state * laneCount + i] = 0;
  }
}

function gruBackward(memory: TileMemory, count: number, place: StepPlace, deltas: StepDeltas) {
  const { arithmetic, cells } = memory;
  const { round } = arithmetic;
  for (let i = 0; i < count; i++) {
    const gate = place.gates * laneCount + i;
    const n = cells[gate]!;
    const r = cells[gate + count]!;
    const z = cells[gate + 2 * count]!;
    const m = cells[gate + 3 * count]!;
    const before = cells[place.stateBefore * laneCount + i]!;
    const dh = cells[deltas.state * laneCount + i]!;
    const dz = round(dh * round(before - n));
    const dn = round(round(dh * round(1 - z)) * round(1 - round(n * n)));
    const delta = deltas.gates * laneCount + i;
    cells[delta] = dn;
    cells[delta + count] = round(round(dn * m) * round(r * round(1 - r)));
    cells[delta + 2 * count] = round(dz * round(z * round(1 - z)));
    cells[delta + 3 * count] = round(dn * r);
    cells[deltas.state * laneCount + i] = round(dh * z);
  }
}

function lstmBackward(memory: TileMemory, count: number, place: StepPlace, deltas: StepDeltas) {
  const { arithmetic, cells } = memory;
  const { round } = arithmetic;
  for (let unit = 0; unit < count; unit++) {
    const gate = place.gates * laneCount + unit;
    const i = cells[gate]!;
    const f = cells[gate + count]!;
    const g = cells[gate + 2 * count]!;
    const o = cells[gate + 3 * count]!;
    const tanhC = cells[gate + 5 * count]!;
    const before = cells[place.gatesBefore * laneCount + unit + 4 * count]!;
    const dh = cells[deltas.state * laneCount + unit]!;
    const through = round(round(dh * o) * round(1 - round(tanhC * tanhC)));
    const dc = round(cells[deltas.memory * laneCount + unit]! + through);
    const delta = deltas.gates * laneCount + unit;
    cells[delta] = round(round(dc * g) * round(i * round(1 - i)));
    cells[delta + count] = round(round(dc * before) * round(f * round(1 - f)));
    cells[delta + 2 * count] = round(round(dc * i) * round(1 - round(g * g)));
    cells[delta + 3 * count] = round(round(dh * tanhC) * round(o * round(1 - o)));
    cells[deltas.memory * laneCount + unit] = round(dc * f);
    cells[deltas.state * laneCount + unit] = 0;
  }
}

const backwards = { simple: simpleBackward, gru: gruBackward, lstm: lstmBackward } as const;

export function cellBackward(
  memory: TileMemory,
  cell: CellKind,
  unitCount: number,
  place: StepPlace,
  deltas: StepDeltas,
): void {
  backwards[cell](memory, unitCount * laneCount, place, deltas);
}
