// The backward recursion of a tile.
import { CELL, STATE_COUNT, TILE_LENGTHS, TILE_LONGEST, TILE_SHORTEST, TRANSITIONS, word } from './arguments';

/**
 * The backward recursion of a tile.
 *
 * @param densities rows x states: becomes density times backward probability over scale
 * @param posterior rows x states: probability of each state given all rows
 * @returns whether the first row's probabilities add up to 1, as they do unless a number got lost
 */
export function runBackward(args: usize, tile: usize, densities: usize, forward: usize, inverses: usize, posterior: usize): bool {
  const stateCount = word(args, STATE_COUNT);
  const transitions = word(args, TRANSITIONS);
  const shortest = word(tile, TILE_SHORTEST);
  const longest = word(tile, TILE_LONGEST);
  const lengthsA = v128.load(tile, TILE_LENGTHS), lengthsB = v128.load(tile, TILE_LENGTHS + 16);
  const matrixRow = stateCount << 3;
  const latticeRow = stateCount * CELL;
  const one = f64x2.splat(1);
  let offset = longest * latticeRow;
  for (let t = longest; t > 0; t--) {
    const next = densities + offset;
    offset -= latticeRow;
    const own = densities + offset;
    const inverse = inverses + (t - 1) * CELL;
    const inverseA = v128.load(inverse), inverseB = v128.load(inverse, 16);
    const now = f64x2.splat(<f64>t);
    const endsA = v128.and(f64x2.eq(lengthsA, now), one), endsB = v128.and(f64x2.eq(lengthsB, now), one);
    const some = t >= shortest;
    for (let pair: usize = 0; pair < stateCount; pair += 2) {
      const state = min(pair, stateCount - 2);
      let a0 = f64x2.splat(0), b0 = a0, a1 = a0, b1 = a0;
      if (t < longest) {
        let factor = transitions + state * matrixRow;
        for (let to = next; to < next + latticeRow; to += CELL) {
          const a = v128.load(to), b = v128.load(to, 16);
          const p0 = v128.load64_splat(factor), p1 = v128.load64_splat(factor + matrixRow);
          a0 = f64x2.add(a0, f64x2.mul(a, p0));
          b0 = f64x2.add(b0, f64x2.mul(b, p0));
          a1 = f64x2.add(a1, f64x2.mul(a, p1));
          b1 = f64x2.add(b1, f64x2.mul(b, p1));
          factor += 8;
        }
      }
      if (some) {
        a0 = f64x2.add(a0, endsA);
        b0 = f64x2.add(b0, endsB);
        a1 = f64x2.add(a1, endsA);
        b1 = f64x2.add(b1, endsB);
      }
      const cell = state * CELL;
      const from = forward + offset + cell;
      const into = posterior + offset + cell;
      v128.store(into, f64x2.mul(v128.load(from), a0));
      v128.store(into, f64x2.mul(v128.load(from, 16), b0), 16);
      v128.store(into, f64x2.mul(v128.load(from, CELL), a1), CELL);
      v128.store(into, f64x2.mul(v128.load(from, CELL + 16), b1), CELL + 16);
      const density = own + cell;
      // A state that the last pair repeats is done already.
      if (pair == state) {
        v128.store(density, f64x2.mul(f64x2.mul(v128.load(density), inverseA), a0));
        v128.store(density, f64x2.mul(f64x2.mul(v128.load(density, 16), inverseB), b0), 16);
      }
      v128.store(density, f64x2.mul(f64x2.mul(v128.load(density, CELL), inverseA), a1), CELL);
      v128.store(density, f64x2.mul(f64x2.mul(v128.load(density, CELL + 16), inverseB), b1), CELL + 16);
    }
  }
  let sumA = f64x2.splat(0), sumB = sumA;
  for (let at = posterior; at < posterior + latticeRow; at += CELL) {
    sumA = f64x2.add(sumA, v128.load(at));
    sumB = f64x2.add(sumB, v128.load(at, 16));
  }
  return isOne(sumA, lengthsA) && isOne(sumB, lengthsB);
}

// @ts-ignore: decorator
@inline
function isOne(sum: v128, lengths: v128): bool {
  const near = f64x2.lt(f64x2.abs(f64x2.sub(sum, f64x2.splat(1))), f64x2.splat(1e-6));
  return i64x2.all_true(v128.or(near, f64x2.eq(lengths, f64x2.splat(0))));
}
