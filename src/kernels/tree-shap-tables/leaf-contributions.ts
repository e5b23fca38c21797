// The contributions of a leaf of value 1 for every set of features whose conditions a row meets.
import { GAINS, LOSSES, GAME_SIZE, POINTS, WEIGHTS, POINT_COUNT } from './arguments';
import { PATH_COUNT, PATH, PATH_BYTES, PATH_BITS, PATH_WANTED, PATH_SHARE } from './records';

/** The features of a leaf's path whose conditions an outcome of the group's splits meets, as bits. */
// @ts-ignore: decorator
@inline
export function metBy(leaf: usize, pathCount: u32, outcome: u32): u32 {
  let met: u32 = 0;
  let path = leaf + PATH;
  for (let i: u32 = 0; i < pathCount; i++, path += PATH_BYTES) {
    met |= <u32>((outcome & load<u32>(path, PATH_BITS)) == load<u32>(path, PATH_WANTED)) << i;
  }
  return met;
}

/** Path-dependent contributions of a leaf of value 1, by met features: rows of eight f64. */
export function integrate(args: usize, leaf: usize, products: usize, contributions: usize): void {
  const pathCount = load<u32>(leaf, PATH_COUNT);
  const metCount: u32 = 1 << pathCount;
  const pointCount = load<u32>(args, POINT_COUNT);
  memory.fill(contributions, 0, metCount << 6);
  for (let q: u32 = 0; q < pointCount; q++) {
    const t = load<f64>(load<u32>(args, POINTS) + (q << 3));
    store<f64>(products, load<f64>(load<u32>(args, WEIGHTS) + (q << 3)));
    let path = leaf + PATH;
    for (let i: u32 = 0; i < pathCount; i++, path += PATH_BYTES) {
      const without = (1 - t) * load<f64>(path, PATH_SHARE);
      for (let met: u32 = 0; met < <u32>1 << i; met++) {
        const product = load<f64>(products + (met << 3));
        store<f64>(products + (met << 3), product * without);
        store<f64>(products + ((met | 1 << i) << 3), product * (without + t));
      }
    }
    const loss = -1 / (1 - t);
    path = leaf + PATH;
    for (let i: u32 = 0; i < pathCount; i++, path += PATH_BYTES) {
      const share = load<f64>(path, PATH_SHARE);
      const gain = (1 - share) / ((1 - t) * share + t);
      for (let met: u32 = 0; met < metCount; met++) {
        const at = contributions + (met << 6) + (i << 3);
        const factor = select<f64>(gain, loss, (met >> i & 1) != 0);
        store<f64>(at, load<f64>(at) + factor * load<f64>(products + (met << 3)));
      }
    }
  }
}

/** How many background rows meet each set of features. */
export function countOutcomes(leaf: usize, outcomes: usize, backgroundCount: usize, counts: usize): void {
  const pathCount = load<u32>(leaf, PATH_COUNT);
  memory.fill(counts, 0, <usize>4 << pathCount);
  for (let z: usize = 0; z < backgroundCount; z++) {
    const at = counts + (metBy(leaf, pathCount, load<u8>(outcomes + z)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

/** Interventional contributions of a leaf of value 1, by met features: rows of eight f64. */
export function playGames(args: usize, leaf: usize, counts: usize, contributions: usize): void {
  const pathCount = load<u32>(leaf, PATH_COUNT);
  const all: u32 = (1 << pathCount) - 1;
  const size = load<u32>(args, GAME_SIZE);
  memory.fill(contributions, 0, <usize>(all + 1) << 6);
  for (let met: u32 = 0; met <= all; met++) {
    const entry = contributions + (met << 6);
    const lost = all & ~met;
    const c = popcnt<u32>(lost);
    let loss: f64 = 0;
    // Background rows that meet what the row does not, and any part of the rest.
    for (let part = met; ; part = part - 1 & met) {
      const count = <f64>load<u32>(counts + ((lost | part) << 2));
      if (count > 0) {
        const won = met & ~part;
        const a = popcnt<u32>(won);
        const game = a * size + c << 3;
        loss += count * load<f64>(load<u32>(args, LOSSES) + game);
        const gain = count * load<f64>(load<u32>(args, GAINS) + game);
        for (let rest = won; rest; rest &= rest - 1) {
          const at = entry + (ctz<u32>(rest) << 3);
          store<f64>(at, load<f64>(at) + gain);
        }
      }
      if (!part) break;
    }
    for (let rest = lost; rest; rest &= rest - 1) store<f64>(entry + (ctz<u32>(rest) << 3), -loss);
  }
}
