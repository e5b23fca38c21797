// Grows a tree of the batch, depth first.
import { columnOf, isCategorical } from '../trees/bins';
import {
  UNSEEN, NODE_FEATURE, NODE_LEFT, NODE_RIGHT, NODE_COVER, NODE_VALUES, STACK,
  FEATURES_PER_SPLIT, MAX_DEPTH,
} from './arguments';
import { beginSearch, bestFeature } from './best-split';
import { countBins } from './bin-counts';
import { drawRows } from './bootstrap';
import { clearCounts } from './class-counts';
import {
  ENTRY_START, ENTRY_END, ENTRY_UNSEEN_START, ENTRY_UNSEEN_END, ENTRY_DEPTH, ENTRY_PARENT,
  ENTRY_IS_LEFT, ENTRY_BUFFER, ENTRY_COUNTS,
} from './entries';
import {
  featureCount, classCount, columns, weights, recordBytes, countsBytes, records, spareRecords,
  head, cells, nothing, total, features, usedBins, order, lookAt, lookUp,
} from './growth';
import { scanLevels } from './level-search';
import { nextBelow } from './random-words';
import { scanRanges } from './range-search';
import { splitNode } from './split-node';

let nodeCount: u32 = 0;

/** Grows a tree of the batch. */
export function growTree(chunk: u32, args: usize): void {
  const offset = lookUp(chunk, args);
  memory.fill(cells, 0, 256 * countsBytes);
  memory.fill(nothing, 0, countsBytes);
  memory.fill(order, 0, 256);
  for (let j: u32 = 0; j < featureCount; j++) store<u32>(features + (j << 2), j);
  nodeCount = 0;
  let entry: usize = load<u32>(args, STACK) + offset;
  const entryBytes = ENTRY_COUNTS + countsBytes;
  const bottom = entry;
  drawRows(args, offset, entry);
  entry += entryBytes;
  while (entry > bottom) {
    entry -= entryBytes;
    lookAt(entry + ENTRY_COUNTS);
    const node = nodeCount++;
    attach(args, offset, entry, node);
    findSplit(args, entry);
    if (bestFeature < 0) {
      closeLeaf(args, offset, entry, node);
      continue;
    }
    splitNode(args, offset, entry, node);
    entry += 2 * entryBytes;
  }
  store<u32>(head, nodeCount, 16);
}

/** Tells the parent of a node about it, and writes its cover. */
function attach(args: usize, offset: usize, entry: usize, node: u32): void {
  const parent = load<i32>(entry, ENTRY_PARENT);
  if (parent >= 0) {
    const side: usize = load<u32>(entry, ENTRY_IS_LEFT) ? NODE_LEFT : NODE_RIGHT;
    store<u32>(load<u32>(args + side) + offset + (<usize>parent << 2), node);
  }
  let cover: f64 = 0;
  for (let k: u32 = 0; k < classCount; k++) {
    cover += <f64>load<u32>(total + (k << 2)) * load<f64>(weights + (k << 3));
  }
  store<f64>(load<u32>(args, NODE_COVER) + offset + (<usize>node << 3), cover);
}

function closeLeaf(args: usize, offset: usize, entry: usize, node: u32): void {
  store<i32>(load<u32>(args, NODE_FEATURE) + offset + (<usize>node << 2), -1);
  const cover = load<f64>(load<u32>(args, NODE_COVER) + offset + (<usize>node << 3));
  const values: usize = load<u32>(args, NODE_VALUES) + offset + (<usize>(node * classCount) << 3);
  for (let k: u32 = 0; k < classCount; k++) {
    const weight = <f64>load<u32>(total + (k << 2)) * load<f64>(weights + (k << 3));
    store<f64>(values + (k << 3), weight / cover);
  }
  const unseen: usize = load<u32>(args, UNSEEN) + offset;
  const end = load<u32>(entry, ENTRY_UNSEEN_END);
  for (let i = load<u32>(entry, ENTRY_UNSEEN_START); i < end; i++) {
    const row: usize = load<u32>(unseen + (<usize>i << 2));
    store<u32>(head + 20 + (row << 2), node);
  }
}

/** Tries random features, as many as stated and on until one of them is not constant here. */
function findSplit(args: usize, entry: usize): void {
  beginSearch();
  const maxDepth = load<u32>(args, MAX_DEPTH);
  if (maxDepth > 0 && load<u32>(entry, ENTRY_DEPTH) >= maxDepth) return;
  let presentCount: u32 = 0;
  for (let k: u32 = 0; k < classCount; k++) presentCount += <u32>(load<u32>(total + (k << 2)) > 0);
  if (presentCount < 2) return;
  const wanted = load<u32>(args, FEATURES_PER_SPLIT);
  const buffer = load<u32>(entry, ENTRY_BUFFER) ? spareRecords : records;
  const start = buffer + load<u32>(entry, ENTRY_START) * recordBytes;
  const end = buffer + load<u32>(entry, ENTRY_END) * recordBytes;
  let variedCount: u32 = 0;
  for (let tried: u32 = 0; tried < featureCount; tried++) {
    if (tried >= wanted && variedCount > 0) return;
    const other = features + (tried + nextBelow(featureCount - tried) << 2);
    const feature = load<u32>(other);
    store<u32>(other, load<u32>(features + (tried << 2)));
    store<u32>(features + (tried << 2), feature);
    variedCount += tryFeature(feature, start, end);
  }
}

/** Looks for a better split on a feature; returns 0 where all records share one bin. */
function tryFeature(feature: u32, start: usize, end: usize): u32 {
  const usedCount = countBins(feature, start, end);
  if (usedCount > 1) {
    if (isCategorical(columnOf(columns, feature))) scanLevels(feature, usedCount);
    else scanRanges(feature, usedCount);
  }
  for (let i: u32 = 0; i < usedCount; i++) {
    clearCounts(cells + load<u8>(usedBins + i) * countsBytes);
  }
  return <u32>(usedCount > 1);
}
