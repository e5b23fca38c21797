// What a tree's growth looks up all the time; every thread has its own instance of it.
import {
  ROW_COUNT, FEATURE_COUNT, CLASS_COUNT, BINS, COLUMNS, CLASS_WEIGHTS, TREE_BYTES, HEADS,
  RECORDS, SPARE_RECORDS, WORKSPACE, MIN_LEAF_ROWS,
} from './arguments';

export let rowCount: u32 = 0;
export let featureCount: u32 = 0;
export let classCount: u32 = 0;
export let bins: usize = 0;
export let columns: usize = 0;
export let weights: usize = 0;
export let recordBytes: usize = 0;
/** Bytes of the counts of all classes, 32 bits each, in whole vectors. */
export let countsBytes: usize = 0;
export let records: usize = 0;
export let spareRecords: usize = 0;
export let head: usize = 0;
export let minLeafRows: u32 = 0;

/** Counts of bins by class, and counts of the left side, of missing values, of the best left side. */
export let cells: usize = 0;
export let left: usize = 0;
export let missing: usize = 0;
export let bestLeft: usize = 0;
export let nothing: usize = 0;
/** Counts of the node that is looked at. */
export let total: usize = 0;
/**
 * u32 features in the order drawn; u8 used bins; u8 levels in order, or marks of bins; f64 shares of
 * levels; sets.
 */
export let features: usize = 0;
export let usedBins: usize = 0;
export let order: usize = 0;
export let shares: usize = 0;
export let set: usize = 0;
export let bestSet: usize = 0;

// @ts-ignore: decorator
@inline
export function lookAt(counts: usize): void {
  total = counts;
}

export function lookUp(chunk: u32, args: usize): usize {
  rowCount = load<u32>(args, ROW_COUNT);
  featureCount = load<u32>(args, FEATURE_COUNT);
  classCount = load<u32>(args, CLASS_COUNT);
  bins = load<u32>(args, BINS);
  columns = load<u32>(args, COLUMNS);
  weights = load<u32>(args, CLASS_WEIGHTS);
  recordBytes = (featureCount + 2 + 15) & ~15;
  countsBytes = (classCount + 3 >> 2) << 4;
  minLeafRows = load<u32>(args, MIN_LEAF_ROWS);
  const offset = chunk * load<u32>(args, TREE_BYTES);
  records = load<u32>(args, RECORDS) + offset;
  spareRecords = load<u32>(args, SPARE_RECORDS) + offset;
  head = load<u32>(args, HEADS) + offset;
  usedBins = load<u32>(args, WORKSPACE) + offset;
  order = usedBins + 256;
  set = order + 256;
  bestSet = set + 32;
  shares = bestSet + 32;
  left = shares + 2048;
  missing = left + countsBytes;
  bestLeft = missing + countsBytes;
  nothing = bestLeft + countsBytes;
  cells = nothing + countsBytes;
  features = cells + 256 * countsBytes;
  return offset;
}
