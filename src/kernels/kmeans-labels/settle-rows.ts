// Settles the listed rows: decides what is in doubt, and moves what changes between the sums.
import { CLUSTER_COUNT, PANEL, LABELS, CENTROIDS } from '../kmeans/arguments';
import { CHANGED, ROWS_PER_CHUNK, SIZES, sumsOf, rowBytesOf, squaredDistance } from '../kmeans/rows';
import { addLanes } from '../mathematics/lanes';

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

/** Gives the listed rows their labels, those in doubt decided in 64 bits. */
export function settle(
  args: usize,
  chunk: u32,
  list: usize,
  end: usize,
  output: usize,
  moving: bool,
): void {
  const rowBytes = rowBytesOf(args);
  const labels: usize = load<u32>(args, LABELS) + chunk * ROWS_PER_CHUNK;
  const panel: usize = load<u32>(args, PANEL) + chunk * ROWS_PER_CHUNK * rowBytes;
  let inertia = load<f64>(output);
  let changed: u32 = 0;
  for (; list < end; list += 4) {
    const row: usize = load<u16>(list);
    const found: u32 = load<u16>(list, 2);
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
