// k-means: the passes over all rows. src/analysis/kmeans/scalar-rows.ts defines what they compute.
//
// Rows lie in tiles of 16, column after column inside a tile, once in 32 bits for screening and once
// in 64 bits for what counts. Screening compares, lane by lane, x.(c - c0) - (|c|^2 - |c0|^2) / 2 of
// all centroids in 32 bits; a row whose two best are closer than the rounding bound is decided in
// 64 bits. Everything that is summed is summed in the order of rows, as the twin does it.

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
/** f64 tiles of the rows. */
const PANEL: usize = 36;
/** u8 label of each row. */
const LABELS: usize = 40;
/** f64 clusters x columns. */
const CENTROIDS: usize = 44;
/** Results of each chunk, OUTPUT_STRIDE bytes apart. */
const OUTPUT: usize = 48;
const OUTPUT_STRIDE: usize = 52;
/** f64 squared distance of each row to the nearest seed. */
const CLOSEST: usize = 56;
/** f64 seeds, two by two: column after column, the two of a pair side by side. */
const SEEDS: usize = 60;
const SEED_PAIR_COUNT: usize = 64;
/** f64 squared distances of each row to the nearest two centroids. */
const FIRST: usize = 68;
const SECOND: usize = 72;

/** A chunk's results: f64 inertia, u32 changed rows, then sizes (i32), then sums (f64). */
const CHANGED: usize = 8;
const SIZES: usize = 16;

const TILES_PER_CHUNK: u32 = 512;
const ROWS_PER_CHUNK: u32 = 8192;

// @ts-ignore: decorator
@inline
function sumsOf(output: usize, clusterCount: u32): usize {
  return output + SIZES + ((clusterCount + 1) >> 1) * 8;
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

/** Address of a row's first coordinate; the others follow 128 bytes apart. */
// @ts-ignore: decorator
@inline
function rowAddress(panel: usize, columnCount: u32, row: u32): usize {
  return panel + ((row >> 4) * columnCount << 7) + ((row & 15) << 3);
}

// @ts-ignore: decorator
@inline
function squaredDistance(row: usize, centroid: usize, columnCount: u32): f64 {
  let squares: f64 = 0;
  const end = centroid + (columnCount << 3);
  while (centroid < end) {
    const difference = load<f64>(row) - load<f64>(centroid);
    squares += difference * difference;
    row += 128;
    centroid += 8;
  }
  return squares;
}

function nearestExactly(row: usize, centroids: usize, clusterCount: u32, columnCount: u32): u32 {
  let label: u32 = 0;
  let best = squaredDistance(row, centroids, columnCount);
  for (let cluster: u32 = 1; cluster < clusterCount; cluster++) {
    const centroid = centroids + (cluster * columnCount << 3);
    const distance = squaredDistance(row, centroid, columnCount);
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

/** Labels the rows of a chunk, whatever their labels were. */
export function assign(chunk: u32, args: usize): void {
  labelChunk(chunk, args, 0);
}

/** Labels the rows of a chunk again and sums what changed into the chunk's output. */
export function reassign(chunk: u32, args: usize): void {
  const output = outputOf(args, chunk);
  memory.fill(output, 0, load<u32>(args, OUTPUT_STRIDE));
  labelChunk(chunk, args, output);
}

function labelChunk(chunk: u32, args: usize, output: usize): void {
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
    if (output == 0) {
      settleLanes(args, tile, lanes, screened);
    } else {
      moveLanes(args, tile, lanes, screened, output);
    }
  }
}

/** Writes a tile's labels, those in doubt decided in 64 bits. */
function settleLanes(args: usize, tile: u32, lanes: u32, screened: v128): void {
  const columnCount = load<u32>(args, COLUMN_COUNT);
  const labels: usize = load<u32>(args, LABELS) + (tile << 4);
  let open = lanes & doubts;
  v128.store(labels, screened);
  for (; open != 0; open &= open - 1) {
    const lane = ctz(open);
    const row = rowAddress(load<u32>(args, PANEL), columnCount, (tile << 4) + lane);
    const label = nearestExactly(
      row, load<u32>(args, CENTROIDS), load<u32>(args, CLUSTER_COUNT), columnCount,
    );
    store<u8>(labels + lane, label);
  }
}

/** Writes a tile's changed labels and adds the changes to the chunk's output. */
function moveLanes(args: usize, tile: u32, lanes: u32, screened: v128, output: usize): void {
  const columnCount = load<u32>(args, COLUMN_COUNT);
  const clusterCount = load<u32>(args, CLUSTER_COUNT);
  const centroids: usize = load<u32>(args, CENTROIDS);
  const labels: usize = load<u32>(args, LABELS) + (tile << 4);
  const sums = sumsOf(output, clusterCount);
  const doubtful = doubts;
  const before = v128.load(labels);
  // The screened labels take the place of the old ones; lanes without change hold the same.
  v128.store(labels, screened);
  for (; lanes != 0; lanes &= lanes - 1) {
    const lane = ctz(lanes);
    const row = rowAddress(load<u32>(args, PANEL), columnCount, (tile << 4) + lane);
    let after: u32 = load<u8>(labels + lane);
    if ((doubtful >> lane) & 1) {
      after = nearestExactly(row, centroids, clusterCount, columnCount);
      store<u8>(labels + lane, after);
    }
    const old: u32 = i32(i8x16.extract_lane_u(i8x16.swizzle(before, i8x16.splat(u8(lane))), 0));
    if (after == old) continue;
    store<u32>(output, load<u32>(output, CHANGED) + 1, CHANGED);
    const oldSize = output + SIZES + (old << 2);
    store<i32>(oldSize, load<i32>(oldSize) - 1);
    const newSize = output + SIZES + (after << 2);
    store<i32>(newSize, load<i32>(newSize) + 1);
    moveRow(row, columnCount, centroids, sums, old, after, output);
  }
}

function moveRow(
  row: usize,
  columnCount: u32,
  centroids: usize,
  sums: usize,
  old: u32,
  after: u32,
  output: usize,
): void {
  const oldOffset: usize = old * columnCount << 3;
  const newOffset: usize = after * columnCount << 3;
  let oldSquares: f64 = 0;
  let newSquares: f64 = 0;
  for (let j: usize = 0; j < <usize>columnCount << 3; j += 8) {
    const value = load<f64>(row);
    row += 128;
    store<f64>(sums + oldOffset + j, load<f64>(sums + oldOffset + j) - value);
    store<f64>(sums + newOffset + j, load<f64>(sums + newOffset + j) + value);
    const fromOld = value - load<f64>(centroids + oldOffset + j);
    oldSquares += fromOld * fromOld;
    const fromNew = value - load<f64>(centroids + newOffset + j);
    newSquares += fromNew * fromNew;
  }
  store<f64>(output, load<f64>(output) + (newSquares - oldSquares));
}

/** Sizes, sums of row minus centroid, and inertia of a chunk, by the labels as they are. */
export function moments(chunk: u32, args: usize): void {
  const columnCount = load<u32>(args, COLUMN_COUNT);
  const columnBytes: usize = columnCount << 3;
  const centroids: usize = load<u32>(args, CENTROIDS);
  const labels: usize = load<u32>(args, LABELS);
  const panel: usize = load<u32>(args, PANEL);
  const output = outputOf(args, chunk);
  memory.fill(output, 0, load<u32>(args, OUTPUT_STRIDE));
  const sums = sumsOf(output, load<u32>(args, CLUSTER_COUNT));
  const rowEnd = rowEndOf(args, chunk);
  let inertia: f64 = 0;
  for (let row = chunk * ROWS_PER_CHUNK; row < rowEnd; row++) {
    const label: u32 = load<u8>(labels + row);
    const size = output + SIZES + (label << 2);
    store<u32>(size, load<u32>(size) + 1);
    const offset: usize = label * <u32>columnBytes;
    let at = rowAddress(panel, columnCount, row);
    let squares: f64 = 0;
    for (let cell = offset; cell < offset + columnBytes; cell += 8) {
      const difference = load<f64>(at) - load<f64>(centroids + cell);
      store<f64>(sums + cell, load<f64>(sums + cell) + difference);
      squares += difference * difference;
      at += 128;
    }
    inertia += squares;
  }
  store<f64>(output, inertia);
}

/** Squared distances of the rows of a chunk to their nearest two centroids, and labels. */
export function nearestTwo(chunk: u32, args: usize): void {
  const columnCount = load<u32>(args, COLUMN_COUNT);
  const clusterCount = load<u32>(args, CLUSTER_COUNT);
  const centroids: usize = load<u32>(args, CENTROIDS);
  const labels: usize = load<u32>(args, LABELS);
  const panel: usize = load<u32>(args, PANEL);
  const firsts: usize = load<u32>(args, FIRST);
  const seconds: usize = load<u32>(args, SECOND);
  const rowEnd = rowEndOf(args, chunk);
  // Rows two by two; the memory behind the last one is there, because tiles are whole.
  for (let row = chunk * ROWS_PER_CHUNK; row < rowEnd; row += 2) {
    const address = rowAddress(panel, columnCount, row);
    let first = f64x2.splat(Infinity);
    let second = first;
    let label = i64x2.splat(0);
    let centroid = centroids;
    for (let cluster: u32 = 0; cluster < clusterCount; cluster++) {
      let squares = f64x2.splat(0);
      let at = address;
      for (let j: u32 = 0; j < columnCount; j++) {
        const difference = f64x2.sub(v128.load(at), v128.load64_splat(centroid));
        squares = f64x2.add(squares, f64x2.mul(difference, difference));
        at += 128;
        centroid += 8;
      }
      label = v128.bitselect(i64x2.splat(cluster), label, f64x2.lt(squares, first));
      second = f64x2.pmin(second, f64x2.pmax(first, squares));
      first = f64x2.pmin(first, squares);
    }
    v128.store(firsts + (<usize>row << 3), first);
    v128.store(seconds + (<usize>row << 3), second);
    store<u8>(labels + row, <u8>i64x2.extract_lane(label, 0));
    store<u8>(labels + row, <u8>i64x2.extract_lane(label, 1), 1);
  }
}

/** For each candidate the sum of what the rows' distances to the nearest seed would become. */
export function seedTrial(chunk: u32, args: usize): void {
  const columnCount = load<u32>(args, COLUMN_COUNT);
  const panel: usize = load<u32>(args, PANEL);
  const closest: usize = load<u32>(args, CLOSEST);
  const pairCount = load<u32>(args, SEED_PAIR_COUNT);
  const output = outputOf(args, chunk);
  const rowEnd = rowEndOf(args, chunk);
  for (let pair: u32 = 0; pair < pairCount; pair++) {
    const seeds: usize = load<u32>(args, SEEDS) + (pair * columnCount << 4);
    const seedsEnd = seeds + (columnCount << 4);
    let potentials = f64x2.splat(0);
    for (let row = chunk * ROWS_PER_CHUNK; row < rowEnd; row++) {
      let at = rowAddress(panel, columnCount, row);
      let squares = f64x2.splat(0);
      for (let seed = seeds; seed < seedsEnd; seed += 16) {
        const difference = f64x2.sub(v128.load64_splat(at), v128.load(seed));
        squares = f64x2.add(squares, f64x2.mul(difference, difference));
        at += 128;
      }
      const kept = v128.load64_splat(closest + (<usize>row << 3));
      potentials = f64x2.add(potentials, f64x2.pmin(kept, squares));
    }
    v128.store(output + (pair << 4), potentials);
  }
}

/** Takes the first seed in: lowers the rows' distances to the nearest seed and sums them. */
export function seedAccept(chunk: u32, args: usize): void {
  const columnCount = load<u32>(args, COLUMN_COUNT);
  const panel: usize = load<u32>(args, PANEL);
  const closest: usize = load<u32>(args, CLOSEST);
  const seeds: usize = load<u32>(args, SEEDS);
  const seedsEnd = seeds + (columnCount << 4);
  const rowEnd = rowEndOf(args, chunk);
  let potential: f64 = 0;
  for (let row = chunk * ROWS_PER_CHUNK; row < rowEnd; row++) {
    let at = rowAddress(panel, columnCount, row);
    let squares: f64 = 0;
    for (let seed = seeds; seed < seedsEnd; seed += 16) {
      const difference = load<f64>(at) - load<f64>(seed);
      squares += difference * difference;
      at += 128;
    }
    const address = closest + (<usize>row << 3);
    const kept = load<f64>(address);
    const lowest = squares < kept ? squares : kept;
    store<f64>(address, lowest);
    potential += lowest;
  }
  store<f64>(outputOf(args, chunk), potential);
}
