// Points for the tests of density clustering: clouds, grids of ties and repeated rows.
import type { Points } from '#analysis/density/points';
import { createRandom } from '#analysis/random';

/** Rows of a matrix given as lists. */
export function pointsOf(rows: readonly (readonly number[])[]): Points {
  return {
    rowCount: rows.length,
    dimensionCount: rows[0]?.length ?? 0,
    values: Float64Array.from(rows.flat()),
  };
}

/** Normal clouds about random centres; with `step`, rounded to multiples of it so that ties abound. */
export function makeCloud(
  rowCount: number,
  dimensionCount: number,
  seed: number,
  step?: number,
): Points {
  const random = createRandom(seed);
  const centres = Array.from({ length: 4 * dimensionCount }, () => 8 * random.uniform());
  const values = new Float64Array(rowCount * dimensionCount);
  for (let row = 0; row < rowCount; row++) {
    const centre = random.integerBelow(4) * dimensionCount;
    for (let d = 0; d < dimensionCount; d++) {
      const value = centres[centre + d]! + random.normal();
      values[row * dimensionCount + d] = step ? Math.round(value / step) * step : value;
    }
  }
  return { rowCount, dimensionCount, values };
}

export function permutePoints(points: Points, order: Uint32Array): Points {
  const { dimensionCount, values } = points;
  const moved = new Float64Array(values.length);
  order.forEach((row, place) => {
    const from = row * dimensionCount;
    moved.set(values.subarray(from, from + dimensionCount), place * dimensionCount);
  });
  return { ...points, values: moved };
}

export function shuffled(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, row) => row);
  createRandom(seed).shuffle(order);
  return order;
}

/** The squared distance of two rows, summed dimension by dimension. */
export function squareOf({ dimensionCount, values }: Points, a: number, b: number): number {
  let sum = 0;
  for (let d = 0; d < dimensionCount; d++) {
    const difference = values[a * dimensionCount + d]! - values[b * dimensionCount + d]!;
    sum += difference * difference;
  }
  return sum;
}

/** Labels renumbered by their first row, so that two numberings of one partition are equal. */
export function byFirstRow(labels: ArrayLike<number>): number[] {
  const numbers = new Map<number, number>();
  return Array.from(labels, (label) => {
    if (label === -1) return -1;
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label)!;
  });
}
