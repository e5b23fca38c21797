// The values of the leaves, and what they add to the margins of rows.
import { MISSING_BIN, columnOf, isCategorical, isMember } from '../trees/bins';
import { MARGINS, NUMBERS, HELD_OUT_COUNT, HELD_OUT_BINS, HELD_OUT_MARGINS } from './arguments';
import {
  SMALLEST_DIVISOR, rowCount, featureCount, columns, rows, nodes, countBits,
  gradientSteps, hessianSteps,
} from './growth';
import {
  NODE_BYTES, FEATURE, SPLIT_BIN, MISSING_LEFT, LEFT, RIGHT, START, COUNT, SUMS, VALUE,
  LEFT_BINS,
} from './nodes';

/** Gives the leaves their values and adds them to the margins of their rows. */
export function addValues(args: usize, output: u32, nodeCount: u32): void {
  const numbers: usize = load<u32>(args, NUMBERS);
  const l2 = load<f64>(numbers, 16);
  const learningRate = load<f64>(numbers, 24);
  const margins: usize = load<u32>(args, MARGINS) + output * (rowCount << 3);
  const end = nodes + nodeCount * NODE_BYTES;
  for (let node = nodes; node < end; node += NODE_BYTES) {
    if (load<i32>(node, FEATURE) >= 0) continue;
    const gradient = <f64>load<i64>(node, SUMS) / gradientSteps;
    const hessian = <f64>(load<i64>(node, SUMS + 8) >> countBits) / hessianSteps;
    const value = (-gradient / (hessian + (l2 + SMALLEST_DIVISOR))) * learningRate;
    store<f64>(node, value, VALUE);
    let at = rows + (<usize>load<u32>(node, START) << 2);
    const last = at + (<usize>load<u32>(node, COUNT) << 2);
    for (; at < last; at += 4) {
      const margin = margins + (<usize>load<u32>(at) << 3);
      store<f64>(margin, load<f64>(margin) + value);
    }
  }
}

/** Adds the values of their leaves to the margins of the rows held out. */
export function addHeldOut(args: usize, output: u32): void {
  const count = load<u32>(args, HELD_OUT_COUNT);
  let bin: usize = load<u32>(args, HELD_OUT_BINS);
  let margin: usize = load<u32>(args, HELD_OUT_MARGINS) + output * (count << 3);
  for (let row: u32 = 0; row < count; row++, bin += featureCount, margin += 8) {
    let node = nodes;
    for (let feature = load<i32>(node, FEATURE); feature >= 0; feature = load<i32>(node, FEATURE)) {
      const found: u32 = load<u8>(bin + feature);
      let isLeft: bool = false;
      if (isCategorical(columnOf(columns, feature))) {
        isLeft = isMember(node + LEFT_BINS, found) == 1;
      } else if (found == MISSING_BIN) isLeft = load<u32>(node, MISSING_LEFT) == 1;
      else isLeft = <i32>found <= load<i32>(node, SPLIT_BIN);
      const child = isLeft ? load<u32>(node, LEFT) : load<u32>(node, RIGHT);
      node = nodes + child * NODE_BYTES;
    }
    store<f64>(margin, load<f64>(margin) + load<f64>(node, VALUE));
  }
}
