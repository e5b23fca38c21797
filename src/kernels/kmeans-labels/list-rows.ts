// The rows of recorded tiles whose label changes or is in doubt.
import { ROW_COUNT, PANEL, LABELS } from '../kmeans/arguments';
import { CHANGED, ROWS_PER_CHUNK, rowBytesOf } from '../kmeans/rows';

/** Lists the rows of the recorded tiles: u16 row of the chunk, u8 label found, u8 whether it is in doubt. */
export function listRows(
  args: usize,
  chunk: u32,
  record: usize,
  recordsEnd: usize,
  list: usize,
  output: usize,
  moving: bool,
): usize {
  const labels: usize = load<u32>(args, LABELS);
  const rowCount = load<u32>(args, ROW_COUNT);
  let changed: u32 = 0;
  let end = list;
  for (; record < recordsEnd; record += 32) {
    const firstRow = load<u32>(record);
    let lanes: u32 = load<u16>(record, 4);
    const doubtful: u32 = load<u16>(record, 6);
    if (!moving && doubtful == 0 && rowCount - firstRow >= 16) {
      v128.store(labels + firstRow, v128.load(record, 16));
      changed += popcnt(lanes);
      continue;
    }
    const firstOfChunk = firstRow - chunk * ROWS_PER_CHUNK;
    for (; lanes != 0; lanes &= lanes - 1) {
      const lane = ctz(lanes);
      const label: u32 = load<u8>(record + lane, 16);
      store<u32>(end, (firstOfChunk + lane) | (label << 16) | (((doubtful >> lane) & 1) << 24));
      end += 4;
    }
  }
  store<u32>(output, load<u32>(output, CHANGED) + changed, CHANGED);
  touchRows(args, chunk, list, end);
  return end;
}

/**
 * Reads a word of every cache line of the listed rows. In a loop of its own that does nothing else,
 * because then many of the lines are on their way at once.
 */
function touchRows(args: usize, chunk: u32, list: usize, end: usize): void {
  const rowBytes = rowBytesOf(args);
  const panel = load<u32>(args, PANEL) + chunk * ROWS_PER_CHUNK * rowBytes;
  let seen: u32 = 0;
  for (let at = list; at < end; at += 4) {
    const row = panel + load<u16>(at) * rowBytes;
    for (let offset: usize = 0; offset < rowBytes; offset += 64) seen |= load<u32>(row + offset);
  }
  // What was read has to be used, or it would not be read.
  store<u32>(end, seen);
}
