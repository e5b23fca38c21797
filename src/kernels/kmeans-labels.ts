// k-means: labels of rows by their nearest centroids. src/analysis/kmeans/scalar-rows.ts defines them.
//
// For screening, rows lie in 16 bits in tiles of 16, pairs of columns one after the other: lanes are
// rows. Scores of all centroids are compared in whole numbers (src/analysis/kmeans/screening.ts says
// how); a row whose two best are closer than the rounding bound is decided in 64 bits. For that and
// for all sums, rows lie in 64 bits one after the other, padded to an even number of columns: lanes
// are columns. Everything that is summed is summed in the order of rows, as the twin does it.

/** Words of the arguments (bytes from their address), as kernel-words.ts has them. */
const ROW_COUNT: usize = 0;
const COLUMN_COUNT: usize = 4;
const CLUSTER_COUNT: usize = 8;
/** i16 tiles of the rows; i32 greatest sum of magnitudes of a row in each tile, -1: always in doubt. */
const SCREEN_PANEL: usize = 12;
const REACH: usize = 16;
/** See screenNarrow and screenTileWide. */
const SCREEN_TABLE: usize = 20;
/** i32: two scores are in doubt where they differ by at most this plus the tile's reach. */
const BOUND: usize = 24;
/** Four times i32 -256: in the lowest byte of a score stands the centroid's index. */
const INDEX_MASK: usize = 32;
/** f64 rows, one after the other. */
const PANEL: usize = 48;
/** u8 label of each row. */
const LABELS: usize = 52;
/** f64 clusters x padded columns. */
const CENTROIDS: usize = 56;
/** Results of each chunk, OUTPUT_STRIDE bytes apart. */
const OUTPUT: usize = 60;
const OUTPUT_STRIDE: usize = 64;
/** WORKSPACE_BYTES for each chunk: records of tiles, and a list of rows. */
const WORKSPACE: usize = 88;
/** u8 new label of each old one, for relabel. */
const LABEL_NAMES: usize = 92;

/**
 * A chunk's results: f64 inertia, u32 changed rows, sizes (i32), sums (f64 clusters x padded
 * columns).
 */
const CHANGED: usize = 8;
const SIZES: usize = 16;

const TILES_PER_CHUNK: u32 = 512;
/** Tiles screened before the rows that change are settled. */
const TILES_PER_BLOCK: u32 = 64;
const ROWS_PER_CHUNK: u32 = 8192;
/** A record of 32 bytes for each tile of a block, and one to spare. */
const RECORDS_BYTES: u32 = (TILES_PER_BLOCK + 1) * 32;
/** Behind the records 8 bytes for each row of a block, and 64 to spare. */
const WORKSPACE_BYTES: u32 = RECORDS_BYTES + TILES_PER_BLOCK * 16 * 8 + 64;

// @ts-ignore: decorator
@inline
function sumsOf(output: usize, clusterCount: u32): usize {
  return output + SIZES + (((clusterCount + 3) >> 2) << 4);
}

// @ts-ignore: decorator
@inline
function outputOf(args: usize, chunk: u32): usize {
  return load<u32>(args, OUTPUT) + chunk * load<u32>(args, OUTPUT_STRIDE);
}

// @ts-ignore: decorator
@inline
function rowEndOf(args: usize, chunk: u32): u32 {
  return min<u32>((chunk + 1) * ROWS_PER_CHUNK, load<u32>(args, ROW_COUNT));
}

/** Bytes of a row or centroid in 64 bits. */
// @ts-ignore: decorator
@inline
function rowBytesOf(args: usize): usize {
  return ((load<u32>(args, COLUMN_COUNT) + 1) >> 1) << 4;
}

/** The even columns' sum plus the odd columns' sum. */
// @ts-ignore: decorator
@inline
function addLanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

// @ts-ignore: decorator
@inline
function squaredDistance(row: usize, centroid: usize, rowBytes: usize): f64 {
  let squares = f64x2.splat(0);
  for (const end = row + rowBytes; row < end; row += 16) {
    const difference = f64x2.sub(v128.load(row), v128.load(centroid));
    squares = f64x2.add(squares, f64x2.mul(difference, difference));
    centroid += 16;
  }
  return addLanes(squares);
}

function nearestExactly(row: usize, args: usize): u32 {
  const rowBytes = rowBytesOf(args);
  const clusterCount = load<u32>(args, CLUSTER_COUNT);
  let centroid: usize = load<u32>(args, CENTROIDS);
  let label: u32 = 0;
  let best = squaredDistance(row, centroid, rowBytes);
  for (let cluster: u32 = 1; cluster < clusterCount; cluster++) {
    centroid += rowBytes;
    const distance = squaredDistance(row, centroid, rowBytes);
    if (distance < best) {
      best = distance;
      label = cluster;
    }
  }
  return label;
}

/** Lanes of the tile screened last whose label is in doubt, one bit each. */
let doubts: u32 = 0;

/** Sixteen labels as bytes; a lane of -1 is in doubt. */
// @ts-ignore: decorator
@inline
function packLabels(a: v128, b: v128, c: v128, d: v128): v128 {
  const low = i16x8.narrow_i32x4_s(a, b);
  const high = i16x8.narrow_i32x4_s(c, d);
  doubts = i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
  return i8x16.narrow_i16x8_u(low, high);
}

/** The index of the best score, or -1 where the second best is too close. */
// @ts-ignore: decorator
@inline
function labelOf(best: v128, second: v128, mask: v128, bound: v128): v128 {
  // No best score is above zero, so the sum stays in range.
  return v128.or(v128.andnot(best, mask), i32x4.le_s(second, i32x4.add(best, bound)));
}

/**
 * The screened labels of a tile of up to four columns.
 * Table: for each centroid but the first v of the first two columns, v of the next two, and g with
 * the index, each four times.
 */
// @ts-ignore: decorator
@inline
function screenTileNarrow(tile: usize, table: usize, tableEnd: usize, mask: v128, bound: v128): v128 {
  const x0 = v128.load(tile), y0 = v128.load(tile, 64);
  const x1 = v128.load(tile, 16), y1 = v128.load(tile, 80);
  let best0 = i32x4.splat(0), best1 = best0;
  let second0 = i32x4.splat(i32.MAX_VALUE), second1 = second0;
  for (let at = table; at < tableEnd; at += 48) {
    const v = v128.load(at), w = v128.load(at, 16), g = v128.load(at, 32);
    const sum0 = i32x4.add(i32x4.dot_i16x8_s(x0, v), i32x4.dot_i16x8_s(y0, w));
    const score0 = i32x4.add(v128.and(sum0, mask), g);
    second0 = i32x4.min_s(second0, i32x4.max_s(best0, score0));
    best0 = i32x4.min_s(best0, score0);
    const sum1 = i32x4.add(i32x4.dot_i16x8_s(x1, v), i32x4.dot_i16x8_s(y1, w));
    const score1 = i32x4.add(v128.and(sum1, mask), g);
    second1 = i32x4.min_s(second1, i32x4.max_s(best1, score1));
    best1 = i32x4.min_s(best1, score1);
  }
  const x2 = v128.load(tile, 32), y2 = v128.load(tile, 96);
  const x3 = v128.load(tile, 48), y3 = v128.load(tile, 112);
  let best2 = i32x4.splat(0), best3 = best2;
  let second2 = i32x4.splat(i32.MAX_VALUE), second3 = second2;
  for (let at = table; at < tableEnd; at += 48) {
    const v = v128.load(at), w = v128.load(at, 16), g = v128.load(at, 32);
    const sum2 = i32x4.add(i32x4.dot_i16x8_s(x2, v), i32x4.dot_i16x8_s(y2, w));
    const score2 = i32x4.add(v128.and(sum2, mask), g);
    second2 = i32x4.min_s(second2, i32x4.max_s(best2, score2));
    best2 = i32x4.min_s(best2, score2);
    const sum3 = i32x4.add(i32x4.dot_i16x8_s(x3, v), i32x4.dot_i16x8_s(y3, w));
    const score3 = i32x4.add(v128.and(sum3, mask), g);
    second3 = i32x4.min_s(second3, i32x4.max_s(best3, score3));
    best3 = i32x4.min_s(best3, score3);
  }
  return packLabels(
    labelOf(best0, second0, mask, bound),
    labelOf(best1, second1, mask, bound),
    labelOf(best2, second2, mask, bound),
    labelOf(best3, second3, mask, bound),
  );
}

/**
 * The screened labels of a tile of any number of columns.
 * Table: for each pair of centroids but the first g and g' with their indices, then v and v' of each
 * pair of columns; an odd last one is paired with a score that is never the best.
 */
function screenTileWide(
  tile: usize,
  tileBytes: usize,
  table: usize,
  tableEnd: usize,
  mask: v128,
  bound: v128,
): v128 {
  const tileEnd = tile + tileBytes;
  let best0 = i32x4.splat(0), best1 = best0, best2 = best0, best3 = best0;
  let second0 = i32x4.splat(i32.MAX_VALUE), second1 = second0, second2 = second0, second3 = second0;
  while (table < tableEnd) {
    const g = v128.load32_splat(table), h = v128.load32_splat(table, 4);
    table += 8;
    let a0 = i32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
    let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    for (let rows = tile; rows < tileEnd; rows += 64) {
      const v = v128.load32_splat(table), w = v128.load32_splat(table, 4);
      table += 8;
      const x0 = v128.load(rows);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(x0, v));
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(x0, w));
      const x1 = v128.load(rows, 16);
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(x1, v));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(x1, w));
      const x2 = v128.load(rows, 32);
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(x2, v));
      b2 = i32x4.add(b2, i32x4.dot_i16x8_s(x2, w));
      const x3 = v128.load(rows, 48);
      a3 = i32x4.add(a3, i32x4.dot_i16x8_s(x3, v));
      b3 = i32x4.add(b3, i32x4.dot_i16x8_s(x3, w));
    }
    a0 = i32x4.add(v128.and(a0, mask), g);
    a1 = i32x4.add(v128.and(a1, mask), g);
    a2 = i32x4.add(v128.and(a2, mask), g);
    a3 = i32x4.add(v128.and(a3, mask), g);
    second0 = i32x4.min_s(second0, i32x4.max_s(best0, a0));
    second1 = i32x4.min_s(second1, i32x4.max_s(best1, a1));
    second2 = i32x4.min_s(second2, i32x4.max_s(best2, a2));
    second3 = i32x4.min_s(second3, i32x4.max_s(best3, a3));
    best0 = i32x4.min_s(best0, a0);
    best1 = i32x4.min_s(best1, a1);
    best2 = i32x4.min_s(best2, a2);
    best3 = i32x4.min_s(best3, a3);
    b0 = i32x4.add(v128.and(b0, mask), h);
    b1 = i32x4.add(v128.and(b1, mask), h);
    b2 = i32x4.add(v128.and(b2, mask), h);
    b3 = i32x4.add(v128.and(b3, mask), h);
    second0 = i32x4.min_s(second0, i32x4.max_s(best0, b0));
    second1 = i32x4.min_s(second1, i32x4.max_s(best1, b1));
    second2 = i32x4.min_s(second2, i32x4.max_s(best2, b2));
    second3 = i32x4.min_s(second3, i32x4.max_s(best3, b3));
    best0 = i32x4.min_s(best0, b0);
    best1 = i32x4.min_s(best1, b1);
    best2 = i32x4.min_s(best2, b2);
    best3 = i32x4.min_s(best3, b3);
  }
  return packLabels(
    labelOf(best0, second0, mask, bound),
    labelOf(best1, second1, mask, bound),
    labelOf(best2, second2, mask, bound),
    labelOf(best3, second3, mask, bound),
  );
}

/** Labels the rows of a chunk again and sums what changed into the chunk's output. */
export function reassign(chunk: u32, args: usize): void {
  const output = outputOf(args, chunk);
  memory.fill(output, 0, load<u32>(args, OUTPUT_STRIDE));
  labelChunk(chunk, args, output, true);
}

/** Labels the rows of a chunk again and only counts what changed. */
export function assign(chunk: u32, args: usize): void {
  const output = outputOf(args, chunk);
  store<u32>(output, 0, CHANGED);
  labelChunk(chunk, args, output, false);
}

function labelChunk(chunk: u32, args: usize, output: usize, moving: bool): void {
  const tileEnd = min<u32>((chunk + 1) * TILES_PER_CHUNK, (load<u32>(args, ROW_COUNT) + 15) >> 4);
  const records: usize = load<u32>(args, WORKSPACE) + chunk * WORKSPACE_BYTES;
  const candidates = records + RECORDS_BYTES;
  for (let tile = chunk * TILES_PER_CHUNK; tile < tileEnd; tile += TILES_PER_BLOCK) {
    const recordsEnd = screenBlock(args, tile, min<u32>(tile + TILES_PER_BLOCK, tileEnd), records);
    const end = listRows(args, records, recordsEnd, candidates, output, moving);
    settle(args, candidates, end, output, moving);
  }
}

/**
 * Screens a block of tiles and records those with a row whose label changes or is in doubt: u32 first
 * row, u16 such rows, u16 rows in doubt, and from byte 16 on the sixteen labels. Every tile is written
 * and most are overwritten by the next, because a branch here would be foreseen badly.
 */
function screenBlock(args: usize, tile: u32, tileEnd: u32, record: usize): usize {
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

/**
 * Lists the rows of the recorded tiles: u32 row, u8 label found, u8 whether it is in doubt. Reads a
 * word of every cache line of those rows, so that the lines are on their way together.
 */
function listRows(
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

/** Replaces each label of a chunk's rows by its entry in a list of u8. */
export function relabel(chunk: u32, args: usize): void {
  const labels: usize = load<u32>(args, LABELS);
  const names: usize = load<u32>(args, LABEL_NAMES);
  const rowEnd = rowEndOf(args, chunk);
  for (let row = chunk * ROWS_PER_CHUNK; row < rowEnd; row++) {
    store<u8>(labels + row, load<u8>(names + load<u8>(labels + row)));
  }
}

/** Gives the listed rows their labels, those in doubt decided in 64 bits. */
function settle(args: usize, candidate: usize, end: usize, output: usize, moving: bool): void {
  const rowBytes = rowBytesOf(args);
  const labels: usize = load<u32>(args, LABELS);
  const panel: usize = load<u32>(args, PANEL);
  let inertia = load<f64>(output);
  let changed: u32 = 0;
  for (; candidate < end; candidate += 8) {
    const row = load<u32>(candidate);
    const found = load<u32>(candidate, 4);
    const address = panel + row * rowBytes;
    const after = found < 256 ? found : nearestExactly(address, args);
    const before: u32 = load<u8>(labels + row);
    if (after == before) continue;
    store<u8>(labels + row, after);
    changed++;
    if (moving) inertia += moveRow(address, rowBytes, args, before, after, output);
  }
  store<u32>(output, load<u32>(output, CHANGED) + changed, CHANGED);
  store<f64>(output, inertia);
}

/** Takes a row out of one cluster's sums and into another's; returns the change of the inertia. */
// @ts-ignore: decorator
@inline
function moveRow(
  row: usize,
  rowBytes: usize,
  args: usize,
  before: u32,
  after: u32,
  output: usize,
): f64 {
  const sizeBefore = output + SIZES + (before << 2);
  store<i32>(sizeBefore, load<i32>(sizeBefore) - 1);
  const sizeAfter = output + SIZES + (after << 2);
  store<i32>(sizeAfter, load<i32>(sizeAfter) + 1);
  const sums = sumsOf(output, load<u32>(args, CLUSTER_COUNT));
  const centroids: usize = load<u32>(args, CENTROIDS);
  let sumBefore = sums + before * rowBytes;
  let sumAfter = sums + after * rowBytes;
  let centroidBefore = centroids + before * rowBytes;
  let centroidAfter = centroids + after * rowBytes;
  let squaresBefore = f64x2.splat(0);
  let squaresAfter = squaresBefore;
  for (const end = row + rowBytes; row < end; row += 16) {
    const x = v128.load(row);
    v128.store(sumBefore, f64x2.sub(v128.load(sumBefore), x));
    v128.store(sumAfter, f64x2.add(v128.load(sumAfter), x));
    const fromBefore = f64x2.sub(x, v128.load(centroidBefore));
    squaresBefore = f64x2.add(squaresBefore, f64x2.mul(fromBefore, fromBefore));
    const fromAfter = f64x2.sub(x, v128.load(centroidAfter));
    squaresAfter = f64x2.add(squaresAfter, f64x2.mul(fromAfter, fromAfter));
    sumBefore += 16;
    sumAfter += 16;
    centroidBefore += 16;
    centroidAfter += 16;
  }
  return addLanes(squaresAfter) - addLanes(squaresBefore);
}
