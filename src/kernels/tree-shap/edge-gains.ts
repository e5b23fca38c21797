// Edges: what the sums of the leaves below give to the feature of the split above.
import { STATE } from './records';
import { addTo } from './vectors';

/** Gives an edge's sums to its feature and hands them on to the node above. */
export function gainLeft(state: usize, constants: usize, sums: usize, pairs: usize, sumsAbove: usize, cell: usize): void {
  constants += pairs << 4;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0;
  for (let at: usize = 0; at < pairs << 4; at += 16, sums += 128, sumsAbove += 128) {
    const s0 = v128.load(sums, 0);
    v128.store(sumsAbove, s0, 0);
    t0 = f64x2.add(t0, f64x2.mul(s0, v128.load(c0 + at)));
    const s1 = v128.load(sums, 16);
    v128.store(sumsAbove, s1, 16);
    t1 = f64x2.add(t1, f64x2.mul(s1, v128.load(c1 + at)));
    const s2 = v128.load(sums, 32);
    v128.store(sumsAbove, s2, 32);
    t2 = f64x2.add(t2, f64x2.mul(s2, v128.load(c2 + at)));
    const s3 = v128.load(sums, 48);
    v128.store(sumsAbove, s3, 48);
    t3 = f64x2.add(t3, f64x2.mul(s3, v128.load(c3 + at)));
    const s4 = v128.load(sums, 64);
    v128.store(sumsAbove, s4, 64);
    t4 = f64x2.add(t4, f64x2.mul(s4, v128.load(c4 + at)));
    const s5 = v128.load(sums, 80);
    v128.store(sumsAbove, s5, 80);
    t5 = f64x2.add(t5, f64x2.mul(s5, v128.load(c5 + at)));
    const s6 = v128.load(sums, 96);
    v128.store(sumsAbove, s6, 96);
    t6 = f64x2.add(t6, f64x2.mul(s6, v128.load(c6 + at)));
    const s7 = v128.load(sums, 112);
    v128.store(sumsAbove, s7, 112);
    t7 = f64x2.add(t7, f64x2.mul(s7, v128.load(c7 + at)));
  }
  addTo(cell, t0, 0);
  addTo(cell, t1, 16);
  addTo(cell, t2, 32);
  addTo(cell, t3, 48);
  addTo(cell, t4, 64);
  addTo(cell, t5, 80);
  addTo(cell, t6, 96);
  addTo(cell, t7, 112);
}

/** The same for a right edge: its sums come to those of its sibling. */
export function gainRight(state: usize, constants: usize, sums: usize, pairs: usize, sumsAbove: usize, cell: usize): void {
  constants += pairs << 4;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0;
  for (let at: usize = 0; at < pairs << 4; at += 16, sums += 128, sumsAbove += 128) {
    const s0 = v128.load(sums, 0);
    addTo(sumsAbove, s0, 0);
    t0 = f64x2.add(t0, f64x2.mul(s0, v128.load(c0 + at)));
    const s1 = v128.load(sums, 16);
    addTo(sumsAbove, s1, 16);
    t1 = f64x2.add(t1, f64x2.mul(s1, v128.load(c1 + at)));
    const s2 = v128.load(sums, 32);
    addTo(sumsAbove, s2, 32);
    t2 = f64x2.add(t2, f64x2.mul(s2, v128.load(c2 + at)));
    const s3 = v128.load(sums, 48);
    addTo(sumsAbove, s3, 48);
    t3 = f64x2.add(t3, f64x2.mul(s3, v128.load(c3 + at)));
    const s4 = v128.load(sums, 64);
    addTo(sumsAbove, s4, 64);
    t4 = f64x2.add(t4, f64x2.mul(s4, v128.load(c4 + at)));
    const s5 = v128.load(sums, 80);
    addTo(sumsAbove, s5, 80);
    t5 = f64x2.add(t5, f64x2.mul(s5, v128.load(c5 + at)));
    const s6 = v128.load(sums, 96);
    addTo(sumsAbove, s6, 96);
    t6 = f64x2.add(t6, f64x2.mul(s6, v128.load(c6 + at)));
    const s7 = v128.load(sums, 112);
    addTo(sumsAbove, s7, 112);
    t7 = f64x2.add(t7, f64x2.mul(s7, v128.load(c7 + at)));
  }
  addTo(cell, t0, 0);
  addTo(cell, t1, 16);
  addTo(cell, t2, 32);
  addTo(cell, t3, 48);
  addTo(cell, t4, 64);
  addTo(cell, t5, 80);
  addTo(cell, t6, 96);
  addTo(cell, t7, 112);
}
