// The tables of a tree's groups: contributions for every outcome of a group's splits.
import {
  TREES, BACKGROUND, BACKGROUND_COLUMN_BYTES, BACKGROUND_COUNT, LEAVES, SCRATCH, SCRATCH_STRIDE,
} from './arguments';
import { ROWS_PER_CHUNK, decide, combine } from './decisions';
import { metBy, integrate, countOutcomes, playGames } from './leaf-contributions';
import {
  TREE_BYTES, GROUPS, GROUP_COUNT, CLASS_COUNT, GROUP_BYTES, TABLE, BIT_COUNT, SLOT_COUNT,
  ENTRY_BYTES, LEAF_LIST, LEAF_COUNT, LEAF_BYTES, LEAF_VALUE, PATH_COUNT, PATH, PATH_BYTES,
  PATH_SLOT,
} from './records';

/** Scratch of `lookUp`: outcomes, a column that nobody reads, decisions; of `fillTables`: contributions by outcome, products, counts; then decisions and outcomes. */
const PRODUCTS: usize = 16_384;
const COUNTS: usize = 24_576;
const FILL_BYTES: usize = 25_600;

export function fillTables(treeIndex: u32, args: usize): void {
  const tree: usize = load<u32>(args, TREES) + treeIndex * TREE_BYTES;
  const scratch: usize = load<u32>(args, SCRATCH) + treeIndex * load<u32>(args, SCRATCH_STRIDE);
  const classCount = load<u32>(tree, CLASS_COUNT);
  const backgroundCount: usize = load<u32>(args, BACKGROUND_COUNT);
  const columnBytes: usize = load<u32>(args, BACKGROUND_COLUMN_BYTES);
  const outcomes = scratch + FILL_BYTES;
  const decisions = outcomes + ROWS_PER_CHUNK;
  if (backgroundCount) decide(tree, load<u32>(args, BACKGROUND), columnBytes, columnBytes >> 3, decisions);
  let group: usize = load<u32>(tree, GROUPS);
  for (let groups = load<u32>(tree, GROUP_COUNT); groups > 0; groups--, group += GROUP_BYTES) {
    const outcomeCount: u32 = 1 << load<u32>(group, BIT_COUNT);
    memory.fill(load<u32>(group, TABLE), 0, outcomeCount * load<u32>(group, ENTRY_BYTES));
    if (backgroundCount) combine(group, decisions, columnBytes >> 3, outcomes);
    let leaf: usize = load<u32>(group, LEAF_LIST);
    for (let leaves = load<u32>(group, LEAF_COUNT); leaves > 0; leaves--, leaf += LEAF_BYTES) {
      if (backgroundCount) {
        countOutcomes(leaf, outcomes, backgroundCount, scratch + COUNTS);
        playGames(args, leaf, scratch + COUNTS, scratch);
      } else {
        integrate(args, leaf, scratch + PRODUCTS, scratch);
      }
      const value = load<u32>(args, LEAVES) + load<u32>(leaf, LEAF_VALUE);
      spread(group, leaf, scratch, value, classCount);
    }
  }
}

/** Adds a leaf's contributions and its prediction to the group's table. */
function spread(group: usize, leaf: usize, contributions: usize, value: usize, classCount: u32): void {
  const pathCount = load<u32>(leaf, PATH_COUNT);
  const outcomeCount: u32 = 1 << load<u32>(group, BIT_COUNT);
  const entryBytes: usize = load<u32>(group, ENTRY_BYTES);
  const classEntry = entryBytes / classCount;
  const prediction: usize = load<u32>(group, SLOT_COUNT) << 3;
  const all: u32 = (1 << pathCount) - 1;
  let entry: usize = load<u32>(group, TABLE);
  for (let outcome: u32 = 0; outcome < outcomeCount; outcome++, entry += entryBytes) {
    const met = metBy(leaf, pathCount, outcome);
    const found = contributions + (met << 6);
    for (let k: u32 = 0; k < classCount; k++) {
      const v = load<f64>(value + (k << 3));
      const cells = entry + k * classEntry;
      let path = leaf + PATH;
      for (let i: u32 = 0; i < pathCount; i++, path += PATH_BYTES) {
        const at = cells + (load<u32>(path, PATH_SLOT) << 3);
        store<f64>(at, load<f64>(at) + v * load<f64>(found + (i << 3)));
      }
      if (met == all) store<f64>(cells + prediction, load<f64>(cells + prediction) + v);
    }
  }
}
