// Leaves: their sums, or a pair's, and what they give to the feature of the split above.
import { STATE } from './records';
import { addTo } from './vectors';

/** A leaf's sums, or a pair's, and what they give to the feature: the first below their node. */
export function settleLeft(state: usize, constants: usize, products: usize, pairs: usize, sums: usize, cell: usize): void {
  const gains = pairs << 4;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0;
  for (let at: usize = 0; at < gains; at += 16, products += 128, sums += 128) {
    const p0 = v128.load(products, 0);
    v128.store(sums, f64x2.mul(p0, v128.load(c0 + at)), 0);
    t0 = f64x2.add(t0, f64x2.mul(p0, v128.load(c0 + gains + at)));
    const p1 = v128.load(products, 16);
    v128.store(sums, f64x2.mul(p1, v128.load(c1 + at)), 16);
    t1 = f64x2.add(t1, f64x2.mul(p1, v128.load(c1 + gains + at)));
    const p2 = v128.load(products, 32);
    v128.store(sums, f64x2.mul(p2, v128.load(c2 + at)), 32);
    t2 = f64x2.add(t2, f64x2.mul(p2, v128.load(c2 + gains + at)));
    const p3 = v128.load(products, 48);
    v128.store(sums, f64x2.mul(p3, v128.load(c3 + at)), 48);
    t3 = f64x2.add(t3, f64x2.mul(p3, v128.load(c3 + gains + at)));
    const p4 = v128.load(products, 64);
    v128.store(sums, f64x2.mul(p4, v128.load(c4 + at)), 64);
    t4 = f64x2.add(t4, f64x2.mul(p4, v128.load(c4 + gains + at)));
    const p5 = v128.load(products, 80);
    v128.store(sums, f64x2.mul(p5, v128.load(c5 + at)), 80);
    t5 = f64x2.add(t5, f64x2.mul(p5, v128.load(c5 + gains + at)));
    const p6 = v128.load(products, 96);
    v128.store(sums, f64x2.mul(p6, v128.load(c6 + at)), 96);
    t6 = f64x2.add(t6, f64x2.mul(p6, v128.load(c6 + gains + at)));
    const p7 = v128.load(products, 112);
    v128.store(sums, f64x2.mul(p7, v128.load(c7 + at)), 112);
    t7 = f64x2.add(t7, f64x2.mul(p7, v128.load(c7 + gains + at)));
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

/** The same for a right leaf: its sums come to those of its sibling. */
export function settleRight(state: usize, constants: usize, products: usize, pairs: usize, sums: usize, cell: usize): void {
  const gains = pairs << 4;
  const c0 = constants + load<u32>(state, STATE + 0);
  const c1 = constants + load<u32>(state, STATE + 4);
  const c2 = constants + load<u32>(state, STATE + 8);
  const c3 = constants + load<u32>(state, STATE + 12);
  const c4 = constants + load<u32>(state, STATE + 16);
  const c5 = constants + load<u32>(state, STATE + 20);
  const c6 = constants + load<u32>(state, STATE + 24);
  const c7 = constants + load<u32>(state, STATE + 28);
  let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0;
  for (let at: usize = 0; at < gains; at += 16, products += 128, sums += 128) {
    const p0 = v128.load(products, 0);
    addTo(sums, f64x2.mul(p0, v128.load(c0 + at)), 0);
    t0 = f64x2.add(t0, f64x2.mul(p0, v128.load(c0 + gains + at)));
    const p1 = v128.load(products, 16);
    addTo(sums, f64x2.mul(p1, v128.load(c1 + at)), 16);
    t1 = f64x2.add(t1, f64x2.mul(p1, v128.load(c1 + gains + at)));
    const p2 = v128.load(products, 32);
    addTo(sums, f64x2.mul(p2, v128.load(c2 + at)), 32);
    t2 = f64x2.add(t2, f64x2.mul(p2, v128.load(c2 + gains + at)));
    const p3 = v128.load(products, 48);
    addTo(sums, f64x2.mul(p3, v128.load(c3 + at)), 48);
    t3 = f64x2.add(t3, f64x2.mul(p3, v128.load(c3 + gains + at)));
    const p4 = v128.load(products, 64);
    addTo(sums, f64x2.mul(p4, v128.load(c4 + at)), 64);
    t4 = f64x2.add(t4, f64x2.mul(p4, v128.load(c4 + gains + at)));
    const p5 = v128.load(products, 80);
    addTo(sums, f64x2.mul(p5, v128.load(c5 + at)), 80);
    t5 = f64x2.add(t5, f64x2.mul(p5, v128.load(c5 + gains + at)));
    const p6 = v128.load(products, 96);
    addTo(sums, f64x2.mul(p6, v128.load(c6 + at)), 96);
    t6 = f64x2.add(t6, f64x2.mul(p6, v128.load(c6 + gains + at)));
    const p7 = v128.load(products, 112);
    addTo(sums, f64x2.mul(p7, v128.load(c7 + at)), 112);
    t7 = f64x2.add(t7, f64x2.mul(p7, v128.load(c7 + gains + at)));
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
