// Grows the tree of an output, always the leaf of the greatest gain next.
import { columnOf, hasMissingValues } from '../trees/bins';
import { NODE_COUNTS, LEAF_LIMIT } from './arguments';
import {
  rowCount, columns, rows, histograms, histogramBytes, nodes, countMask, lookUp,
} from './growth';
import { cellOf, buildHistogram, subtract } from './histograms';
import { addValues, addHeldOut } from './leaf-values';
import {
  NODE_BYTES, FEATURE, MISSING_LEFT, LEFT, RIGHT, START, COUNT, DEPTH, SUMS, GAIN, SLOT,
  BEST_FEATURE, LEFT_SUMS, initialise, mayBeSplit,
} from './nodes';
import { partition } from './partition';
import { open } from './split-search';

let nodeCount: u32 = 0;

/** Grows the tree of an output and adds its values to the margins of all rows. */
export function growTree(output: u32, args: usize): void {
  lookUp(output, args);
  const leafLimit = load<u32>(args, LEAF_LIMIT);
  for (let row: u32 = 0; row < rowCount; row++) store<u32>(rows + (row << 2), row);
  const root = nodes;
  let sums = i64x2.splat(0);
  for (let row: u32 = 0; row < rowCount; row++) sums = i64x2.add(sums, cellOf(row));
  initialise(root, 0, 0, sums);
  nodeCount = 1;
  let slotCount: u32 = 0;
  if (mayBeSplit(root)) {
    buildHistogram(histograms, 0, rowCount);
    slotCount = 1;
    open(root, 0);
  }
  for (let leafCount: u32 = 1; leafCount < leafLimit; leafCount++) {
    const parent = nextNode();
    if (parent == 0) break;
    if (split(parent, leafCount + 1 == leafLimit, slotCount)) slotCount++;
  }
  store<u32>(load<u32>(args, NODE_COUNTS) + (output << 2), nodeCount);
  addValues(args, output, nodeCount);
  addHeldOut(args, output);
}

/** The unsplit node of the greatest gain, of equal ones the first; 0: none. */
function nextNode(): usize {
  let best: usize = 0;
  let gain: f64 = 0;
  const end = nodes + nodeCount * NODE_BYTES;
  for (let node = nodes; node < end; node += NODE_BYTES) {
    if (load<i32>(node, FEATURE) < 0 && load<f64>(node, GAIN) > gain) {
      gain = load<f64>(node, GAIN);
      best = node;
    }
  }
  return best;
}

/** Splits a node; returns whether a histogram slot was taken. */
function split(parent: usize, isLast: bool, slot: u32): bool {
  const feature = load<i32>(parent, BEST_FEATURE);
  store<i32>(parent, feature, FEATURE);
  const leftSums = v128.load(parent, LEFT_SUMS);
  const rightSums = i64x2.sub(v128.load(parent, SUMS), leftSums);
  const start = load<u32>(parent, START);
  const depth = load<u32>(parent, DEPTH) + 1;
  const left = nodes + nodeCount * NODE_BYTES;
  const right = left + NODE_BYTES;
  const leftCount = <u32>(i64x2.extract_lane(leftSums, 1) & countMask);
  const rightCount = load<u32>(parent, COUNT) - leftCount;
  // Where no missing value was met, one will go with the majority.
  if (!hasMissingValues(columnOf(columns, feature))) {
    store<u32>(parent, leftCount > rightCount ? 1 : 0, MISSING_LEFT);
  }
  store<i32>(parent, nodeCount, LEFT);
  store<i32>(parent, nodeCount + 1, RIGHT);
  nodeCount += 2;
  initialise(left, start, depth, leftSums);
  initialise(right, start + leftCount, depth, rightSums);
  partition(parent, feature, start, start + leftCount + rightCount);
  const leftMay = !isLast && mayBeSplit(left);
  const rightMay = !isLast && mayBeSplit(right);
  if (!leftMay && !rightMay) return false;
  const smaller = leftCount < rightCount ? left : right;
  const parentSlot = load<u32>(parent, SLOT);
  const histogram = histograms + slot * histogramBytes;
  const smallerStart = load<u32>(smaller, START);
  buildHistogram(histogram, smallerStart, smallerStart + load<u32>(smaller, COUNT));
  subtract(histograms + parentSlot * histogramBytes, histogram);
  if (leftMay) open(left, smaller == left ? slot : parentSlot);
  if (rightMay) open(right, smaller == right ? slot : parentSlot);
  return true;
}
