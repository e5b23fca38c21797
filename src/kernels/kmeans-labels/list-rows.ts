// The rows of recorded tiles whose label changes or is in doubt.
import { ROW_COUNT, PANEL, LABELS } from '../kmeans/arguments';
import { CHANGED, rowBytesOf } from '../kmeans/rows';

/**
 * Lists the rows of the recorded tiles: u32 row, u8 label found, u8 whether it is in doubt. Reads a
 * word of every cache line of those rows, so that the lines are on their way together.
 */
export function listRows(
  args: usize,
  record: usize,
  recordsEnd: usize,
  candidate: usize,
  output: usize,
  moving: bool,
): usize {
  const rowBytes = rowBytesOf(args);
  const panel: usize = load<u32>(args, PANEL);
  const labels: usize = load<u32>(args, LABELS);
  const rowCount = load<u32>(args, ROW_COUNT);
  let changed: u32 = 0;
  let seen: u32 = 0;
  for (; record < recordsEnd; record += 32) {
    const firstRow = load<u32>(record);
    let lanes: u32 = load<u16>(record, 4);
    const doubtful: u32 = load<u16>(record, 6);
    if (!moving && doubtful == 0 && rowCount - firstRow >= 16) {
      v128.store(labels + firstRow, v128.load(record, 16));
      changed += popcnt(lanes);
      continue;
    }
    for (; lanes != 0; lanes &= lanes - 1) {
      const lane = ctz(lanes);
      store<u32>(candidate, firstRow + lane);
      const label: u32 = load<u8>(record + lane, 16);
      store<u32>(candidate, label | (((doubtful >> lane) & 1) << 8), 4);
      candidate += 8;
      const row = panel + (firstRow + lane) * rowBytes;
      for (let offset: usize = 0; offset < rowBytes; offset += 64) seen |= load<u32>(row + offset);
    }
  }
  // What was read has to be used, or it would not be read.
  store<u32>(candidate, seen);
  store<u32>(output, load<u32>(output, CHANGED) + changed, CHANGED);
  return candidate;
}
