// k-means++: how far rows are from the seeds drawn so far. src/analysis/kmeans/scalar-rows.ts defines
// it. Rows lie in 64 bits one after the other, padded to an even number of columns. Sums are formed in
// the order of rows.

/** Words of the arguments (bytes from their address), as kernel-words.ts has them. */
const ROW_COUNT: usize = 0;
const COLUMN_COUNT: usize = 4;
/** f64 rows, one after the other. */
const PANEL: usize = 48;
/** Results of each chunk, OUTPUT_STRIDE bytes apart. */
const OUTPUT: usize = 60;
const OUTPUT_STRIDE: usize = 64;
/** f64 squared distance of each row to the nearest seed. */
const CLOSEST: usize = 68;
/** f64 seeds: for seedAccept one row, for seedTrial groups of four, column after column. */
const SEEDS: usize = 72;
const SEED_GROUP_COUNT: usize = 76;

const ROWS_PER_CHUNK: u32 = 8192;

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

/**
 * For each candidate the sum of what the rows' distances to the nearest seed would become, four
 * candidates at a time: lanes are candidates.
 */
export function seedTrial(chunk: u32, args: usize): void {
  const rowBytes = rowBytesOf(args);
  const groupCount = load<u32>(args, SEED_GROUP_COUNT);
  const output = outputOf(args, chunk);
  for (let group: u32 = 0; group < groupCount; group++) {
    const seeds: usize = load<u32>(args, SEEDS) + (group * <u32>rowBytes << 2);
    tryFour(chunk, args, rowBytes, seeds, output + (group << 5));
  }
}

function tryFour(chunk: u32, args: usize, rowBytes: usize, seeds: usize, output: usize): void {
  let row: usize = load<u32>(args, PANEL) + chunk * ROWS_PER_CHUNK * rowBytes;
  let closest: usize = load<u32>(args, CLOSEST) + (chunk * ROWS_PER_CHUNK << 3);
  const closestEnd: usize = load<u32>(args, CLOSEST) + (rowEndOf(args, chunk) << 3);
  let potentials0 = f64x2.splat(0), potentials1 = potentials0;
  for (; closest < closestEnd; closest += 8) {
    let even0 = f64x2.splat(0), even1 = even0, odd0 = even0, odd1 = even0;
    let seed = seeds;
    for (const end = row + rowBytes; row < end; row += 16) {
      const x = v128.load64_splat(row);
      const x0 = f64x2.sub(x, v128.load(seed));
      const x1 = f64x2.sub(x, v128.load(seed, 16));
      even0 = f64x2.add(even0, f64x2.mul(x0, x0));
      even1 = f64x2.add(even1, f64x2.mul(x1, x1));
      const y = v128.load64_splat(row, 8);
      const y0 = f64x2.sub(y, v128.load(seed, 32));
      const y1 = f64x2.sub(y, v128.load(seed, 48));
      odd0 = f64x2.add(odd0, f64x2.mul(y0, y0));
      odd1 = f64x2.add(odd1, f64x2.mul(y1, y1));
      seed += 64;
    }
    const kept = v128.load64_splat(closest);
    potentials0 = f64x2.add(potentials0, f64x2.pmin(kept, f64x2.add(even0, odd0)));
    potentials1 = f64x2.add(potentials1, f64x2.pmin(kept, f64x2.add(even1, odd1)));
  }
  v128.store(output, potentials0);
  v128.store(output, potentials1, 16);
}

/** Takes the seed in, a row as it is: lowers the rows' distances to the nearest seed and sums them. */
export function seedAccept(chunk: u32, args: usize): void {
  const rowBytes = rowBytesOf(args);
  const seed: usize = load<u32>(args, SEEDS);
  let row: usize = load<u32>(args, PANEL) + chunk * ROWS_PER_CHUNK * rowBytes;
  let closest: usize = load<u32>(args, CLOSEST) + (chunk * ROWS_PER_CHUNK << 3);
  const closestEnd: usize = load<u32>(args, CLOSEST) + (rowEndOf(args, chunk) << 3);
  let potential: f64 = 0;
  for (; closest < closestEnd; closest += 8) {
    // As a vector, because a minimum of two numbers would be a branch.
    const squares = f64x2.splat(squaredDistance(row, seed, rowBytes));
    const lowest = f64x2.extract_lane(f64x2.pmin(v128.load64_splat(closest), squares), 0);
    store<f64>(closest, lowest);
    potential += lowest;
    row += rowBytes;
  }
  store<f64>(outputOf(args, chunk), potential);
}
