// k-means++: how far rows are from the seeds drawn so far. src/analysis/kmeans/scalar-rows.ts defines
// it. Sums are formed in the order of rows.
import { PANEL, CLOSEST, SEEDS, SEED_GROUP_COUNT } from './kmeans/arguments';
import { ROWS_PER_CHUNK, outputOf, rowBytesOf, rowEndOf, squaredDistance } from './kmeans/rows';

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
