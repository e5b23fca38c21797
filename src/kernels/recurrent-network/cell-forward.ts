// Cells forward: `gates` holds sums and is given activations.
import { activateSigmoid, activateTanh } from './arithmetic';
import { addProductOf } from './lane-products';
import { SIMPLE, GRU, ROW, hiddenSize } from './network';

export function cellForward(kind: u32, gates: usize, gatesBefore: usize, before: usize, state: usize): void {
  const count: usize = hiddenSize * ROW;
  if (kind == SIMPLE) {
    activateTanh(gates, hiddenSize);
    for (let i: usize = 0; i < count; i += 16) v128.store(state + i, v128.load(gates + i));
  } else if (kind == GRU) {
    const r = gates + count, z = r + count, m = z + count;
    activateSigmoid(r, 2 * hiddenSize);
    for (let i: usize = 0; i < count; i += 16) {
      const sum = addProductOf(v128.load(gates + i), v128.load(r + i), v128.load(m + i));
      v128.store(gates + i, sum);
    }
    activateTanh(gates, hiddenSize);
    for (let i: usize = 0; i < count; i += 16) {
      const n = v128.load(gates + i);
      const change = f32x4.sub(v128.load(before + i), n);
      v128.store(state + i, addProductOf(n, v128.load(z + i), change));
    }
  } else {
    const f = gates + count, g = f + count, o = g + count, c = o + count, tanhC = c + count;
    activateSigmoid(gates, 2 * hiddenSize);
    activateTanh(g, hiddenSize);
    activateSigmoid(o, hiddenSize);
    const memoryBefore = gatesBefore + 4 * count;
    for (let i: usize = 0; i < count; i += 16) {
      const kept = f32x4.mul(v128.load(f + i), v128.load(memoryBefore + i));
      const sum = addProductOf(kept, v128.load(gates + i), v128.load(g + i));
      v128.store(c + i, sum);
      v128.store(tanhC + i, sum);
    }
    activateTanh(tanhC, hiddenSize);
    for (let i: usize = 0; i < count; i += 16) {
      v128.store(state + i, f32x4.mul(v128.load(o + i), v128.load(tanhC + i)));
    }
  }
}
