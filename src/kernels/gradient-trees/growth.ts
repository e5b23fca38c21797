// What a tree's growth looks up all the time; every thread has its own instance of it.
import {
  ROW_COUNT, FEATURE_COUNT, BINS, COLUMNS, GRADIENTS, ROWS, SPARE_ROWS, HISTOGRAMS,
  HISTOGRAM_SLOTS, NODES, NODE_LIMIT, MAX_DEPTH, MIN_LEAF_ROWS, COUNT_BITS, NUMBERS, SCRATCH,
  COLUMN_BINS,
} from './arguments';
import { NODE_BYTES } from './nodes';

export const COLUMN_CELLS_BYTES: usize = 4096;
/** f64 means of 256 levels, then u8 order of 256 levels. */
const SCRATCH_BYTES: usize = 2304;
export const SMALLEST_DIVISOR: f64 = 1e-15;

export let rowCount: u32 = 0;
export let featureCount: u32 = 0;
export let bins: usize = 0;
export let columnBins: usize = 0;
export let columns: usize = 0;
export let pairs: usize = 0;
export let rows: usize = 0;
export let spareRows: usize = 0;
export let histograms: usize = 0;
export let histogramBytes: usize = 0;
export let nodes: usize = 0;
export let scratch: usize = 0;
export let minLeafRows: i64 = 0;
export let maxDepth: u32 = 0;
export let countBits: i32 = 0;
export let countMask: i64 = 0;
export let gradientSteps: f64 = 0;
export let hessianSteps: f64 = 0;
/** l2 in steps of hessians. */
export let penalty: f64 = 0;
export let leastHessian: i64 = 0;

export function lookUp(output: u32, args: usize): void {
  rowCount = load<u32>(args, ROW_COUNT);
  featureCount = load<u32>(args, FEATURE_COUNT);
  bins = load<u32>(args, BINS);
  columnBins = load<u32>(args, COLUMN_BINS);
  columns = load<u32>(args, COLUMNS);
  pairs = load<u32>(args, GRADIENTS) + output * (rowCount << 3);
  rows = load<u32>(args, ROWS) + output * (rowCount << 2);
  spareRows = load<u32>(args, SPARE_ROWS) + output * (rowCount << 2);
  histogramBytes = featureCount * COLUMN_CELLS_BYTES;
  histograms = load<u32>(args, HISTOGRAMS) + output * load<u32>(args, HISTOGRAM_SLOTS) * histogramBytes;
  nodes = load<u32>(args, NODES) + output * load<u32>(args, NODE_LIMIT) * NODE_BYTES;
  scratch = load<u32>(args, SCRATCH) + output * SCRATCH_BYTES;
  minLeafRows = load<u32>(args, MIN_LEAF_ROWS);
  maxDepth = load<u32>(args, MAX_DEPTH);
  countBits = load<u32>(args, COUNT_BITS);
  countMask = (<i64>1 << countBits) - 1;
  const numbers: usize = load<u32>(args, NUMBERS);
  gradientSteps = load<f64>(numbers);
  hessianSteps = load<f64>(numbers, 8);
  penalty = (load<f64>(numbers, 16) + SMALLEST_DIVISOR) * hessianSteps;
  leastHessian = <i64>load<f64>(numbers, 32);
}
