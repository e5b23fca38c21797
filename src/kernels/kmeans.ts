// k-means: the passes over all rows. src/analysis/kmeans/scalar-rows.ts defines what they compute.
//
// For screening, rows lie in 32 bits in tiles of 16, column after column inside a tile: lanes are
// rows. It compares g - x.v of all centroids (see src/analysis/kmeans/screening.ts); a row whose two
// best are closer than the rounding bound is decided in 64 bits. For that and for all sums, rows lie
// in 64 bits one after the other, padded to an even number of columns: lanes are columns. Everything
// that is summed is summed in the order of rows, as the twin does it.

/** Words of the arguments (bytes from their address); src/analysis/kmeans/kernel-rows.ts fills them. */
const ROW_COUNT: usize = 0;
const COLUMN_COUNT: usize = 4;
const CLUSTER_COUNT: usize = 8;
/** f32 tiles of the rows; f32 greatest length of a row in each tile. */
const SCREEN_PANEL: usize = 12;
const REACH: usize = 16;
/** f32, see screenNarrow and screenWide. */
const SCREEN_TABLE: usize = 20;
/** f32 coefficients of the rounding bound: BOUND_0 + BOUND_1 r + BOUND_2 r^2 for a row of length r. */
const BOUND_0: usize = 24;
const BOUND_1: usize = 28;
const BOUND_2: usize = 32;
/** f64 rows, one after the other. */
const PANEL: usize = 36;
/** u8 label of each row. */
const LABELS: usize = 40;
/** f64 clusters x padded columns. */
const CENTROIDS: usize = 44;
/** Results of each chunk, OUTPUT_STRIDE bytes apart. */
const OUTPUT: usize = 48;
const OUTPUT_STRIDE: usize = 52;
/** f64 squared distance of each row to the nearest seed. */
const CLOSEST: usize = 56;
/** f64 seeds x padded columns. */
const SEEDS: usize = 60;
const SEED_COUNT: usize = 64;
/** f64 squared distances of each row to the nearest two centroids. */
const FIRST: usize = 68;
const SECOND: usize = 72;

/**
 * A chunk's results: f64 inertia, u32 changed rows, 16 bytes for the labels of the tile at hand,
 * sizes (i32), sums (f64 clusters x padded columns).
 */
const CHANGED: usize = 8;
const CANDIDATES: usize = 16;
const SIZES: usize = 32;

const TILES_PER_CHUNK: u32 = 512;
const ROWS_PER_CHUNK: u32 = 8192;

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

/**
 * The screened labels of four rows of up to three columns, -1 where in doubt.
 * Table: for each centroid but the first g, v0, v1, v2 and its index, each four times.
 */
// @ts-ignore: decorator
@inline
function screenNarrow(rows: usize, table: usize, tableEnd: usize, bound: v128): v128 {
  const x = v128.load(rows);
  const y = v128.load(rows, 64);
  const z = v128.load(rows, 128);
  let best = f32x4.splat(0);
  let second = f32x4.splat(Infinity);
  let label = i32x4.splat(0);
  for (; table < tableEnd; table += 80) {
    let score = f32x4.sub(v128.load(table), f32x4.mul(v128.load(table, 16), x));
    score = f32x4.sub(score, f32x4.mul(v128.load(table, 32), y));
    score = f32x4.sub(score, f32x4.mul(v128.load(table, 48), z));
    // Indices rise, so the greatest of those that were once the best is the best of all.
    label = i32x4.max_s(label, v128.and(f32x4.lt(score, best), v128.load(table, 64)));
    second = f32x4.pmin(second, f32x4.pmax(best, score));
    best = f32x4.pmin(best, score);
  }
  return v128.or(label, f32x4.le(f32x4.sub(second, best), bound));
}

// @ts-ignore: decorator
@inline
function screenTileNarrow(tile: usize, table: usize, tableEnd: usize, bound: v128): v128 {
  return packLabels(
    screenNarrow(tile, table, tableEnd, bound),
    screenNarrow(tile + 16, table, tableEnd, bound),
    screenNarrow(tile + 32, table, tableEnd, bound),
    screenNarrow(tile + 48, table, tableEnd, bound),
  );
}

/**
 * The screened labels of a tile of any number of columns.
 * Table: for each pair of centroids but the first g, g', index, index', then v and v' of each column;
 * an odd last one is paired with g' = Infinity.
 */
function screenTileWide(
  tile: usize,
  columnCount: u32,
  table: usize,
  tableEnd: usize,
  bound: v128,
): v128 {
  const tileEnd = tile + (columnCount << 6);
  let best0 = f32x4.splat(0), best1 = best0, best2 = best0, best3 = best0;
  let second0 = f32x4.splat(Infinity), second1 = second0, second2 = second0, second3 = second0;
  let label0 = i32x4.splat(0), label1 = label0, label2 = label0, label3 = label0;
  while (table < tableEnd) {
    const g = v128.load32_splat(table), h = v128.load32_splat(table, 4);
    const index = v128.load32_splat(table, 8), next = v128.load32_splat(table, 12);
    let g0 = g, g1 = g, g2 = g, g3 = g;
    let h0 = h, h1 = h, h2 = h, h3 = h;
    table += 16;
    for (let rows = tile; rows < tileEnd; rows += 64) {
      const v = v128.load32_splat(table), w = v128.load32_splat(table, 4);
      const x0 = v128.load(rows);
      g0 = f32x4.sub(g0, f32x4.mul(v, x0));
      h0 = f32x4.sub(h0, f32x4.mul(w, x0));
      const x1 = v128.load(rows, 16);
      g1 = f32x4.sub(g1, f32x4.mul(v, x1));
      h1 = f32x4.sub(h1, f32x4.mul(w, x1));
      const x2 = v128.load(rows, 32);
      g2 = f32x4.sub(g2, f32x4.mul(v, x2));
      h2 = f32x4.sub(h2, f32x4.mul(w, x2));
      const x3 = v128.load(rows, 48);
      g3 = f32x4.sub(g3, f32x4.mul(v, x3));
      h3 = f32x4.sub(h3, f32x4.mul(w, x3));
      table += 8;
    }
    label0 = i32x4.max_s(label0, v128.and(f32x4.lt(g0, best0), index));
    label1 = i32x4.max_s(label1, v128.and(f32x4.lt(g1, best1), index));
    label2 = i32x4.max_s(label2, v128.and(f32x4.lt(g2, best2), index));
    label3 = i32x4.max_s(label3, v128.and(f32x4.lt(g3, best3), index));
    second0 = f32x4.pmin(second0, f32x4.pmax(best0, g0));
    second1 = f32x4.pmin(second1, f32x4.pmax(best1, g1));
    second2 = f32x4.pmin(second2, f32x4.pmax(best2, g2));
    second3 = f32x4.pmin(second3, f32x4.pmax(best3, g3));
    best0 = f32x4.pmin(best0, g0);
    best1 = f32x4.pmin(best1, g1);
    best2 = f32x4.pmin(best2, g2);
    best3 = f32x4.pmin(best3, g3);
    label0 = i32x4.max_s(label0, v128.and(f32x4.lt(h0, best0), next));
    label1 = i32x4.max_s(label1, v128.and(f32x4.lt(h1, best1), next));
    label2 = i32x4.max_s(label2, v128.and(f32x4.lt(h2, best2), next));
    label3 = i32x4.max_s(label3, v128.and(f32x4.lt(h3, best3), next));
    second0 = f32x4.pmin(second0, f32x4.pmax(best0, h0));
    second1 = f32x4.pmin(second1, f32x4.pmax(best1, h1));
    second2 = f32x4.pmin(second2, f32x4.pmax(best2, h2));
    second3 = f32x4.pmin(second3, f32x4.pmax(best3, h3));
    best0 = f32x4.pmin(best0, h0);
    best1 = f32x4.pmin(best1, h1);
    best2 = f32x4.pmin(best2, h2);
    best3 = f32x4.pmin(best3, h3);
  }
  return packLabels(
    v128.or(label0, f32x4.le(f32x4.sub(second0, best0), bound)),
    v128.or(label1, f32x4.le(f32x4.sub(second1, best1), bound)),
    v128.or(label2, f32x4.le(f32x4.sub(second2, best2), bound)),
    v128.or(label3, f32x4.le(f32x4.sub(second3, best3), bound)),
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
  const columnCount = load<u32>(args, COLUMN_COUNT);
  const narrow = columnCount <= 3;
  const screenColumns: u32 = narrow ? 3 : columnCount;
  const table: usize = load<u32>(args, SCREEN_TABLE);
  const others = load<u32>(args, CLUSTER_COUNT) - 1;
  const tableEnd = table + (narrow ? others * 80 : ((others + 1) >> 1) * (16 + 8 * columnCount));
  const bound0 = load<f32>(args, BOUND_0);
  const bound1 = load<f32>(args, BOUND_1);
  const bound2 = load<f32>(args, BOUND_2);
  const panel: usize = load<u32>(args, SCREEN_PANEL);
  const reaches: usize = load<u32>(args, REACH);
  const labels: usize = load<u32>(args, LABELS);
  const rowCount = load<u32>(args, ROW_COUNT);
  const tileEnd = min<u32>((chunk + 1) * TILES_PER_CHUNK, (rowCount + 15) >> 4);
  for (let tile = chunk * TILES_PER_CHUNK; tile < tileEnd; tile++) {
    const rows = panel + (tile * screenColumns << 6);
    const reach = load<f32>(reaches + (tile << 2));
    const bound = f32x4.splat(bound0 + reach * (bound1 + reach * bound2));
    const screened = narrow
      ? screenTileNarrow(rows, table, tableEnd, bound)
      : screenTileWide(rows, columnCount, table, tableEnd, bound);
    const before = v128.load(labels + (tile << 4));
    let lanes = doubts | i8x16.bitmask(i8x16.ne(screened, before));
    if (lanes == 0) continue;
    // Lanes beyond the last row stay as they are.
    const rest = rowCount - (tile << 4);
    if (rest < 16) lanes &= (1 << rest) - 1;
    v128.store(output, screened, CANDIDATES);
    settleLanes(args, tile << 4, lanes, output, moving);
  }
}

/** Writes the labels of a tile's lanes that changed or are in doubt. */
function settleLanes(args: usize, firstRow: u32, lanes: u32, output: usize, moving: bool): void {
  const rowBytes = rowBytesOf(args);
  const labels: usize = load<u32>(args, LABELS) + firstRow;
  const panel: usize = load<u32>(args, PANEL) + firstRow * rowBytes;
  const doubtful = doubts;
  let changed: u32 = 0;
  for (; lanes != 0; lanes &= lanes - 1) {
    const lane: usize = ctz(lanes);
    const row = panel + lane * rowBytes;
    let after: u32 = load<u8>(output + lane, CANDIDATES);
    if ((doubtful >> <u32>lane) & 1) after = nearestExactly(row, args);
    const before: u32 = load<u8>(labels + lane);
    if (after == before) continue;
    store<u8>(labels + lane, after);
    changed++;
    if (moving) moveRow(row, args, before, after, output);
  }
  store<u32>(output, load<u32>(output, CHANGED) + changed, CHANGED);
}

/** Takes a row out of one cluster's sums and into another's. */
function moveRow(row: usize, args: usize, before: u32, after: u32, output: usize): void {
  const rowBytes = rowBytesOf(args);
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
  store<f64>(output, load<f64>(output) + (addLanes(squaresAfter) - addLanes(squaresBefore)));
}

/** Sizes, sums of row minus centroid, and inertia of a chunk, by the labels as they are. */
export function moments(chunk: u32, args: usize): void {
  const rowBytes = rowBytesOf(args);
  const centroids: usize = load<u32>(args, CENTROIDS);
  const labels: usize = load<u32>(args, LABELS);
  const output = outputOf(args, chunk);
  memory.fill(output, 0, load<u32>(args, OUTPUT_STRIDE));
  const sums = sumsOf(output, load<u32>(args, CLUSTER_COUNT));
  const rowEnd = rowEndOf(args, chunk);
  let at: usize = load<u32>(args, PANEL) + chunk * ROWS_PER_CHUNK * rowBytes;
  let inertia: f64 = 0;
  for (let row = chunk * ROWS_PER_CHUNK; row < rowEnd; row++) {
    const label: usize = load<u8>(labels + row);
    const size = output + SIZES + (label << 2);
    store<u32>(size, load<u32>(size) + 1);
    let centroid = centroids + label * rowBytes;
    let sum = sums + label * rowBytes;
    let squares = f64x2.splat(0);
    for (const end = at + rowBytes; at < end; at += 16) {
      const difference = f64x2.sub(v128.load(at), v128.load(centroid));
      v128.store(sum, f64x2.add(v128.load(sum), difference));
      squares = f64x2.add(squares, f64x2.mul(difference, difference));
      centroid += 16;
      sum += 16;
    }
    inertia += addLanes(squares);
  }
  store<f64>(output, inertia);
}

/** Squared distances of the rows of a chunk to their nearest two centroids, and labels. */
export function nearestTwo(chunk: u32, args: usize): void {
  const rowBytes = rowBytesOf(args);
  const clusterCount = load<u32>(args, CLUSTER_COUNT);
  const centroids: usize = load<u32>(args, CENTROIDS);
  const labels: usize = load<u32>(args, LABELS);
  const panel: usize = load<u32>(args, PANEL);
  const firsts: usize = load<u32>(args, FIRST);
  const seconds: usize = load<u32>(args, SECOND);
  const rowEnd = rowEndOf(args, chunk);
  for (let row: usize = chunk * ROWS_PER_CHUNK; row < rowEnd; row++) {
    let first = Infinity;
    let second = Infinity;
    let label: u32 = 0;
    let centroid = centroids;
    for (let cluster: u32 = 0; cluster < clusterCount; cluster++) {
      const squares = squaredDistance(panel + row * rowBytes, centroid, rowBytes);
      centroid += rowBytes;
      if (squares < first) {
        second = first;
        first = squares;
        label = cluster;
      } else if (squares < second) {
        second = squares;
      }
    }
    store<f64>(firsts + (row << 3), first);
    store<f64>(seconds + (row << 3), second);
    store<u8>(labels + row, label);
  }
}

/** For each candidate the sum of what the rows' distances to the nearest seed would become. */
export function seedTrial(chunk: u32, args: usize): void {
  const rowBytes = rowBytesOf(args);
  const seedCount = load<u32>(args, SEED_COUNT);
  const output = outputOf(args, chunk);
  const rowEnd = rowEndOf(args, chunk);
  let seed: usize = load<u32>(args, SEEDS);
  for (let index: u32 = 0; index < seedCount; index++) {
    let row: usize = load<u32>(args, PANEL) + chunk * ROWS_PER_CHUNK * rowBytes;
    const closestEnd: usize = load<u32>(args, CLOSEST) + (rowEnd << 3);
    let closest: usize = load<u32>(args, CLOSEST) + (chunk * ROWS_PER_CHUNK << 3);
    let potential: f64 = 0;
    for (; closest < closestEnd; closest += 8) {
      const squares = squaredDistance(row, seed, rowBytes);
      const kept = load<f64>(closest);
      potential += squares < kept ? squares : kept;
      row += rowBytes;
    }
    store<f64>(output + (index << 3), potential);
    seed += rowBytes;
  }
}

/** Takes the first seed in: lowers the rows' distances to the nearest seed and sums them. */
export function seedAccept(chunk: u32, args: usize): void {
  const rowBytes = rowBytesOf(args);
  const rowEnd = rowEndOf(args, chunk);
  const seed: usize = load<u32>(args, SEEDS);
  let row: usize = load<u32>(args, PANEL) + chunk * ROWS_PER_CHUNK * rowBytes;
  const closestEnd: usize = load<u32>(args, CLOSEST) + (rowEnd << 3);
  let closest: usize = load<u32>(args, CLOSEST) + (chunk * ROWS_PER_CHUNK << 3);
  let potential: f64 = 0;
  for (; closest < closestEnd; closest += 8) {
    const squares = squaredDistance(row, seed, rowBytes);
    const kept = load<f64>(closest);
    const lowest = squares < kept ? squares : kept;
    store<f64>(closest, lowest);
    potential += lowest;
    row += rowBytes;
  }
  store<f64>(outputOf(args, chunk), potential);
}
