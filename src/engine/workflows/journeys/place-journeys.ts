// New encodings by the nearest core person of a saved model.
import type { Points } from '#analysis/density/points';
import type { JourneysModel } from './journeys-model.ts';

/** At most so many core persons of a segment are kept in a model. */
const greatestCoreCount = 2000;

/** Evenly spaced among the core rows of every segment, in the order of rows. */
export function coreRows(labels: Int32Array, core: Uint8Array, clusterCount: number): Uint32Array {
  const kept: number[] = [];
  for (let segment = 0; segment < clusterCount; segment++) {
    const rows: number[] = [];
    labels.forEach((label, row) => {
      if (label === segment && core[row] === 1) rows.push(row);
    });
    const step = Math.max(1, rows.length / greatestCoreCount);
    for (let place = 0; place < rows.length; place += step) kept.push(rows[Math.floor(place)]!);
  }
  return Uint32Array.from(kept).sort();
}

/** Rows that are placed before it is looked whether to stop. */
const rowsPerStep = 256;

/** The segment of every row; -1 where no core person is within reach. Yields how many are placed. */
export function* placeJourneys(
  { rowCount, dimensionCount, values }: Points,
  { corePoints, coreSegments, reach }: JourneysModel,
): Generator<number, Int32Array> {
  const limit = reach === null ? Infinity : reach * reach;
  const placed = new Int32Array(rowCount).fill(-1);
  for (let row = 0; row < rowCount; row++) {
    if (row % rowsPerStep === 0) yield row;
    let nearest = limit;
    for (let core = 0; core < coreSegments.length; core++) {
      let sum = 0;
      for (let d = 0; d < dimensionCount; d++) {
        const difference =
          values[row * dimensionCount + d]! - corePoints[core * dimensionCount + d]!;
        sum += difference * difference;
      }
      if (sum > nearest || (sum === nearest && placed[row]! >= 0)) continue;
      nearest = sum;
      placed[row] = coreSegments[core]!;
    }
  }
  return placed;
}
