// Cells backward, as src/analysis/recurrent/cell-backward.ts has them.
import { sigmoidSlope, tanhSlope } from './arithmetic';
import { SIMPLE, GRU, ROW, hiddenSize, deltaState, deltaMemory } from './network';

/** Writes derivatives by the gates' sums; in deltaState stays what does not go through the gates. */
export function cellBackward(
  kind: u32,
  gates: usize,
  gatesBefore: usize,
  before: usize,
  state: usize,
  deltas: usize,
): void {
  const count = hiddenSize * ROW;
  const one = f32x4.splat(1);
  if (kind == SIMPLE) {
    for (let i: usize = 0; i < count; i += 16) {
      const slope = tanhSlope(v128.load(state + i));
      v128.store(deltas + i, f32x4.mul(v128.load(deltaState + i), slope));
      v128.store(deltaState + i, f32x4.splat(0));
    }
  } else if (kind == GRU) {
    for (let i: usize = 0; i < count; i += 16) {
      const gate = gates + i, delta = deltas + i;
      const n = v128.load(gate);
      const r = v128.load(gate + count);
      const z = v128.load(gate + 2 * count);
      const m = v128.load(gate + 3 * count);
      const dh = v128.load(deltaState + i);
      const dz = f32x4.mul(dh, f32x4.sub(v128.load(before + i), n));
      const dn = f32x4.mul(f32x4.mul(dh, f32x4.sub(one, z)), tanhSlope(n));
      v128.store(delta, dn);
      v128.store(delta + count, f32x4.mul(f32x4.mul(dn, m), sigmoidSlope(r)));
      v128.store(delta + 2 * count, f32x4.mul(dz, sigmoidSlope(z)));
      v128.store(delta + 3 * count, f32x4.mul(dn, r));
      v128.store(deltaState + i, f32x4.mul(dh, z));
    }
  } else {
    for (let k: usize = 0; k < count; k += 16) {
      const gate = gates + k, delta = deltas + k;
      const i = v128.load(gate);
      const f = v128.load(gate + count);
      const g = v128.load(gate + 2 * count);
      const o = v128.load(gate + 3 * count);
      const tanhC = v128.load(gate + 5 * count);
      const memoryBefore = v128.load(gatesBefore + k + 4 * count);
      const dh = v128.load(deltaState + k);
      const through = f32x4.mul(f32x4.mul(dh, o), tanhSlope(tanhC));
      const dc = f32x4.add(v128.load(deltaMemory + k), through);
      v128.store(delta, f32x4.mul(f32x4.mul(dc, g), sigmoidSlope(i)));
      v128.store(delta + count, f32x4.mul(f32x4.mul(dc, memoryBefore), sigmoidSlope(f)));
      v128.store(delta + 2 * count, f32x4.mul(f32x4.mul(dc, i), tanhSlope(g)));
      v128.store(delta + 3 * count, f32x4.mul(f32x4.mul(dh, tanhC), sigmoidSlope(o)));
      v128.store(deltaMemory + k, f32x4.mul(dc, f));
      v128.store(deltaState + k, f32x4.splat(0));
    }
  }
}
