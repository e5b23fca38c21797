// Finds the outcome of each row and adds what the table has for it.
import {
  TREES, TREE_COUNT, COLUMNS, COLUMN_BYTES, OUTPUT, CLASS_BYTES, PREDICTED, SCRATCH,
  SCRATCH_STRIDE, FIRST_CHUNK,
} from './arguments';
import { ROWS_PER_CHUNK, decide, combine } from './decisions';
import {
  TREE_BYTES, GROUPS, GROUP_COUNT, FIRST_CLASS, CLASS_COUNT, GROUP_BYTES, TABLE, SLOT_COUNT,
  ENTRY_BYTES, SLOT_FEATURES,
} from './records';

export function lookUp(indexInRound: u32, args: usize): void {
  const chunk: usize = load<u32>(args, FIRST_CHUNK) + indexInRound;
  const scratch: usize = load<u32>(args, SCRATCH) + indexInRound * load<u32>(args, SCRATCH_STRIDE);
  const columnBytes: usize = load<u32>(args, COLUMN_BYTES);
  const from = chunk * ROWS_PER_CHUNK << 3;
  const rowCount = min<usize>(ROWS_PER_CHUNK, columnBytes - from >> 3);
  const rows: usize = load<u32>(args, COLUMNS) + from;
  const outcomes = scratch;
  const unused = scratch + ROWS_PER_CHUNK;
  const decisions = unused + ROWS_PER_CHUNK * 8;
  let tree: usize = load<u32>(args, TREES);
  for (let left = load<u32>(args, TREE_COUNT); left > 0; left--, tree += TREE_BYTES) {
    decide(tree, rows, columnBytes, rowCount, decisions);
    const output = load<u32>(args, OUTPUT) + load<u32>(tree, FIRST_CLASS) * load<u32>(args, CLASS_BYTES) + from;
    const predicted = load<u32>(args, PREDICTED) + load<u32>(tree, FIRST_CLASS) * columnBytes + from;
    let group: usize = load<u32>(tree, GROUPS);
    for (let groups = load<u32>(tree, GROUP_COUNT); groups > 0; groups--, group += GROUP_BYTES) {
      combine(group, decisions, rowCount, outcomes);
      let table: usize = load<u32>(group, TABLE);
      const classCount = load<u32>(tree, CLASS_COUNT);
      const classEntry = load<u32>(group, ENTRY_BYTES) / classCount;
      for (let k: u32 = 0; k < classCount; k++, table += classEntry) {
        addEntries(group, table, outcomes, rowCount, output + k * load<u32>(args, CLASS_BYTES), columnBytes, predicted + k * <u32>columnBytes, unused);
      }
    }
  }
}

/** The column that a slot's contributions go to; the prediction is the slot behind the features. */
// @ts-ignore: decorator
@inline
function columnOf(group: usize, slot: u32, output: usize, columnBytes: usize, predicted: usize, unused: usize): usize {
  const slotCount = load<u32>(group, SLOT_COUNT);
  if (slot < slotCount) return output + load<u32>(group + (slot << 2), SLOT_FEATURES) * <u32>columnBytes;
  return slot == slotCount ? predicted : unused;
}

/** Adds each row's entry of a table to the columns of the group's features and to the prediction. */
function addEntries(group: usize, table: usize, outcomes: usize, rowCount: usize, output: usize, columnBytes: usize, predicted: usize, unused: usize): void {
  const entryBytes: usize = load<u32>(group, ENTRY_BYTES);
  const valueCount = load<u32>(group, SLOT_COUNT) + 1;
  for (let slot: u32 = 0; slot < valueCount; ) {
    const c0 = columnOf(group, slot, output, columnBytes, predicted, unused);
    const c1 = columnOf(group, slot + 1, output, columnBytes, predicted, unused);
    const c2 = columnOf(group, slot + 2, output, columnBytes, predicted, unused);
    const c3 = columnOf(group, slot + 3, output, columnBytes, predicted, unused);
    const entries = table + (slot << 3);
    if (slot + 6 < valueCount) {
      const c4 = columnOf(group, slot + 4, output, columnBytes, predicted, unused);
      const c5 = columnOf(group, slot + 5, output, columnBytes, predicted, unused);
      const c6 = columnOf(group, slot + 6, output, columnBytes, predicted, unused);
      const c7 = columnOf(group, slot + 7, output, columnBytes, predicted, unused);
      addEight(entries, entryBytes, outcomes, rowCount, c0, c1, c2, c3, c4, c5, c6, c7);
      slot += 8;
    } else if (slot + 4 < valueCount) {
      const c4 = columnOf(group, slot + 4, output, columnBytes, predicted, unused);
      const c5 = columnOf(group, slot + 5, output, columnBytes, predicted, unused);
      addSix(entries, entryBytes, outcomes, rowCount, c0, c1, c2, c3, c4, c5);
      slot += 6;
    } else if (slot + 2 < valueCount) {
      addFour(entries, entryBytes, outcomes, rowCount, c0, c1, c2, c3);
      slot += 4;
    } else {
      for (let row: usize = 0; row < rowCount; row += 2) {
        const a = entries + <usize>load<u8>(outcomes + row) * entryBytes;
        const b = entries + <usize>load<u8>(outcomes + row, 1) * entryBytes;
        addPair(a, b, c0 + (row << 3), c1 + (row << 3));
      }
      slot += 2;
    }
  }
}

/** Adds two values of two rows' entries to two columns. */
// @ts-ignore: decorator
@inline
function addPair(a: usize, b: usize, first: usize, second: usize): void {
  const x = v128.load(a);
  const y = v128.load(b);
  v128.store(first, f64x2.add(v128.load(first), v128.shuffle<i64>(x, y, 0, 2)));
  v128.store(second, f64x2.add(v128.load(second), v128.shuffle<i64>(x, y, 1, 3)));
}

function addFour(entries: usize, entryBytes: usize, outcomes: usize, rowCount: usize, c0: usize, c1: usize, c2: usize, c3: usize): void {
  for (let row: usize = 0; row < rowCount; row += 2) {
    const a = entries + <usize>load<u8>(outcomes + row) * entryBytes;
    const b = entries + <usize>load<u8>(outcomes + row, 1) * entryBytes;
    const at = row << 3;
    addPair(a, b, c0 + at, c1 + at);
    addPair(a + 16, b + 16, c2 + at, c3 + at);
  }
}

function addSix(entries: usize, entryBytes: usize, outcomes: usize, rowCount: usize, c0: usize, c1: usize, c2: usize, c3: usize, c4: usize, c5: usize): void {
  for (let row: usize = 0; row < rowCount; row += 2) {
    const a = entries + <usize>load<u8>(outcomes + row) * entryBytes;
    const b = entries + <usize>load<u8>(outcomes + row, 1) * entryBytes;
    const at = row << 3;
    addPair(a, b, c0 + at, c1 + at);
    addPair(a + 16, b + 16, c2 + at, c3 + at);
    addPair(a + 32, b + 32, c4 + at, c5 + at);
  }
}

function addEight(entries: usize, entryBytes: usize, outcomes: usize, rowCount: usize, c0: usize, c1: usize, c2: usize, c3: usize, c4: usize, c5: usize, c6: usize, c7: usize): void {
  for (let row: usize = 0; row < rowCount; row += 2) {
    const a = entries + <usize>load<u8>(outcomes + row) * entryBytes;
    const b = entries + <usize>load<u8>(outcomes + row, 1) * entryBytes;
    const at = row << 3;
    addPair(a, b, c0 + at, c1 + at);
    addPair(a + 16, b + 16, c2 + at, c3 + at);
    addPair(a + 32, b + 32, c4 + at, c5 + at);
    addPair(a + 48, b + 48, c6 + at, c7 + at);
  }
}
