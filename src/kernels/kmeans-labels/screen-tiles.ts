// Screening of the tiles of a chunk; what changes or is in doubt is recorded.
import {
  ROW_COUNT, COLUMN_COUNT, CLUSTER_COUNT, SCREEN_PANEL, REACH, SCREEN_TABLE, BOUND, INDEX_MASK,
  LABELS,
} from '../kmeans/arguments';
import { screenTileNarrow } from './screen-narrow';
import { screenTileWide } from './screen-wide';
import { doubts } from './screened-labels';

/**
 * Screens tiles and records those with a row whose label changes or is in doubt: u32 first
 * row, u16 such rows, u16 rows in doubt, and from byte 16 on the sixteen labels. Every tile is written
 * and most are overwritten by the next, because a branch here would be foreseen badly.
 */
export function screenTiles(args: usize, tile: u32, tileEnd: u32, record: usize): usize {
  const columnCount = load<u32>(args, COLUMN_COUNT);
  const narrow = columnCount <= 4;
  const tileBytes: usize = narrow ? 128 : (columnCount + 1 >> 1) << 6;
  const table: usize = load<u32>(args, SCREEN_TABLE);
  const others = load<u32>(args, CLUSTER_COUNT) - 1;
  const tableEnd = table + (narrow ? others * 48 : (others + 1 >> 1) * (8 + (<u32>tileBytes >> 3)));
  const constantBound = load<i32>(args, BOUND);
  const mask = v128.load(args, INDEX_MASK);
  const reaches: usize = load<u32>(args, REACH);
  const labels: usize = load<u32>(args, LABELS);
  const rowCount = load<u32>(args, ROW_COUNT);
  let rows: usize = load<u32>(args, SCREEN_PANEL) + tile * tileBytes;
  for (; tile < tileEnd; tile++) {
    const reach = load<i32>(reaches + (tile << 2));
    const bound = i32x4.splat(constantBound + reach);
    const screened = narrow
      ? screenTileNarrow(rows, table, tableEnd, mask, bound)
      : screenTileWide(rows, tileBytes, table, tableEnd, mask, bound);
    rows += tileBytes;
    const firstRow = tile << 4;
    const doubtful: u32 = reach < 0 ? 0xffff : doubts;
    let lanes = doubtful | i8x16.bitmask(i8x16.ne(screened, v128.load(labels + firstRow)));
    // Lanes beyond the last row are no rows.
    if (rowCount - firstRow < 16) lanes &= (1 << (rowCount - firstRow)) - 1;
    store<u32>(record, firstRow);
    store<u32>(record, lanes | (doubtful << 16), 4);
    v128.store(record, screened, 16);
    record += lanes != 0 ? 32 : 0;
  }
  return record;
}
