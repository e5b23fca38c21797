// The bootstrap sample of a tree.
import { TARGET, DRAWS, UNSEEN, NO_LEAF } from './arguments';
import {
  ENTRY_START, ENTRY_END, ENTRY_UNSEEN_START, ENTRY_UNSEEN_END, ENTRY_DEPTH, ENTRY_PARENT,
  ENTRY_BUFFER, ENTRY_COUNTS,
} from './entries';
import { rowCount, featureCount, bins, recordBytes, countsBytes, records, head } from './growth';
import { nextBelow } from './random-words';

/** Draws the bootstrap sample, makes records of it and the entry of the root. */
export function drawRows(args: usize, offset: usize, entry: usize): void {
  const draws: usize = load<u32>(args, DRAWS) + offset;
  const target: usize = load<u32>(args, TARGET);
  memory.fill(draws, 0, rowCount);
  for (let i: u32 = 0; i < rowCount; i++) {
    const draw = draws + nextBelow(rowCount);
    store<u8>(draw, load<u8>(draw) + 1);
  }
  const counts = entry + ENTRY_COUNTS;
  memory.fill(counts, 0, countsBytes);
  const unseen: usize = load<u32>(args, UNSEEN) + offset;
  let unseenCount: u32 = 0;
  let record = records;
  for (let row: u32 = 0; row < rowCount; row++) {
    const draw: u32 = load<u8>(draws + row);
    if (draw == 0) {
      store<u32>(unseen + (unseenCount++ << 2), row);
      continue;
    }
    store<u32>(head + 20 + (<usize>row << 2), NO_LEAF);
    const label: u32 = load<u8>(target + row);
    const from = bins + row * featureCount;
    // Bytes beyond the bins are overwritten, or mean nothing.
    for (let at: usize = 0; at < featureCount; at += 16) {
      v128.store(record + at, v128.load(from + at));
    }
    store<u8>(record + featureCount, <u8>label);
    store<u8>(record + featureCount, <u8>draw, 1);
    const count = counts + (label << 2);
    store<u32>(count, load<u32>(count) + draw);
    record += recordBytes;
  }
  store<u32>(entry, 0, ENTRY_START);
  store<u32>(entry, <u32>((record - records) / recordBytes), ENTRY_END);
  store<u32>(entry, 0, ENTRY_UNSEEN_START);
  store<u32>(entry, unseenCount, ENTRY_UNSEEN_END);
  store<u32>(entry, 0, ENTRY_DEPTH);
  store<i32>(entry, -1, ENTRY_PARENT);
  store<u32>(entry, 0, ENTRY_BUFFER);
}
