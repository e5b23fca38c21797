// Splits a node: parts its records and the rows that were not drawn.
import {
  MISSING_BIN, columnOf, hasMissingValues, isCategorical, isMember,
} from '../trees/bins';
import {
  UNSEEN, SPARE_UNSEEN, NODE_FEATURE, NODE_BIN, NODE_MISSING_LEFT, NODE_SETS,
} from './arguments';
import { bestFeature, bestBin, bestMissingLeft, sendMissing } from './best-split';
import {
  ENTRY_START, ENTRY_END, ENTRY_UNSEEN_START, ENTRY_UNSEEN_END, ENTRY_DEPTH, ENTRY_BUFFER,
  ENTRY_COUNTS, fillEntry,
} from './entries';
import {
  featureCount, bins, columns, recordBytes, countsBytes, records, spareRecords,
  bestLeft, total, bestSet,
} from './growth';

/** Writes the best split, parts the records and rows, and puts both sides on the stack. */
export function splitNode(args: usize, offset: usize, entry: usize, node: u32): void {
  const column = columnOf(columns, bestFeature);
  const at = <usize>node << 2;
  const isLevels = isCategorical(column);
  store<i32>(load<u32>(args, NODE_FEATURE) + offset + at, bestFeature);
  store<i32>(load<u32>(args, NODE_BIN) + offset + at, bestBin);
  let nodeSet: usize = load<u32>(args, NODE_SETS);
  if (nodeSet) {
    nodeSet += offset + (<usize>node << 5);
    if (isLevels) memory.copy(nodeSet, bestSet, 32);
    else memory.fill(nodeSet, 0, 32);
  }
  const start = load<u32>(entry, ENTRY_START);
  const end = load<u32>(entry, ENTRY_END);
  const buffer = load<u32>(entry, ENTRY_BUFFER);
  const middle = partRecords(isLevels, buffer, start, end);
  // Where no missing value was met, one will go with the majority.
  if (!hasMissingValues(column)) sendMissing(middle - start > end - middle ? 1 : 0);
  store<u8>(load<u32>(args, NODE_MISSING_LEFT) + offset + node, <u8>bestMissingLeft);
  const unseenStart = load<u32>(entry, ENTRY_UNSEEN_START);
  const unseenEnd = load<u32>(entry, ENTRY_UNSEEN_END);
  const unseenMiddle = partUnseen(args, offset, isLevels, unseenStart, unseenEnd);
  const depth = load<u32>(entry, ENTRY_DEPTH) + 1;
  const other = entry + ENTRY_COUNTS + countsBytes;
  // The right side takes the parent's entry, the left one lies above it.
  for (let i: usize = 0; i < countsBytes; i += 16) {
    const inLeft = v128.load(bestLeft + i);
    v128.store(other + ENTRY_COUNTS + i, inLeft);
    v128.store(total + i, i32x4.sub(v128.load(total + i), inLeft));
  }
  fillEntry(entry, middle, end, unseenMiddle, unseenEnd, depth, node, 0, 1 - buffer);
  fillEntry(other, start, middle, unseenStart, unseenMiddle, depth, node, 1, 1 - buffer);
}

// @ts-ignore: decorator
@inline
function goesLeft(isLevels: u32, bin: u32): u32 {
  if (isLevels) return isMember(bestSet, bin);
  return select<u32>(bestMissingLeft, <u32>(bin <= <u32>bestBin), bin == MISSING_BIN);
}

/** Moves records to the other buffer, those that go left from the front, the others from the back. */
function partRecords(isLevels: u32, buffer: u32, start: u32, end: u32): u32 {
  const from = buffer ? spareRecords : records;
  const to = buffer ? records : spareRecords;
  let front = to + start * recordBytes;
  let back = to + (end - 1) * recordBytes;
  const last = from + end * recordBytes;
  for (let record = from + start * recordBytes; record < last; record += recordBytes) {
    const isLeft: usize = goesLeft(isLevels, load<u8>(record + bestFeature));
    // Both ends are written and one of them counts: no branch can be foreseen badly.
    for (let at: usize = 0; at < recordBytes; at += 16) {
      const part = v128.load(record + at);
      v128.store(front + at, part);
      v128.store(back + at, part);
    }
    front += isLeft * recordBytes;
    back -= (1 - isLeft) * recordBytes;
  }
  return <u32>((front - to) / recordBytes);
}

/** Puts the rows that go left before the others; both keep their order. */
function partUnseen(args: usize, offset: usize, isLevels: u32, start: u32, end: u32): u32 {
  const unseen: usize = load<u32>(args, UNSEEN) + offset;
  const spareStart: usize = load<u32>(args, SPARE_UNSEEN) + offset;
  let spare = spareStart;
  let front = unseen + (<usize>start << 2);
  const last = unseen + (<usize>end << 2);
  const column = bins + bestFeature;
  for (let at = front; at < last; at += 4) {
    const row = load<u32>(at);
    const isLeft: usize = goesLeft(isLevels, load<u8>(column + row * featureCount));
    store<u32>(front, row);
    store<u32>(spare, row);
    front += isLeft << 2;
    spare += 4 - (isLeft << 2);
  }
  memory.copy(front, spareStart, spare - spareStart);
  return <u32>(front - unseen >> 2);
}
