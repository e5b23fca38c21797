// An order of a categorical feature's levels in which neighbours are alike in the other features, as
// accumulated local effects need it (Apley and Zhu 2020): one-dimensional scaling of their distances.
import { symmetricEigen } from '../../statistics/symmetric-eigen.ts';
import type { FeatureColumn, FeatureTable } from '../../supervised/feature-table.ts';
import { sortedValues } from './feature-grid.ts';

/** @returns the levels that occur, in their order; the first is the one with the lower index */
export function orderLevels(table: FeatureTable, feature: number): number[] {
  const column = table.columns[feature]!;
  const levels = [...new Set(sortedValues(column))];
  const rowsOf = levels.map((level) =>
    Array.from({ length: table.rowCount }, (_, row) => row).filter(
      (row) => column.values[row] === level,
    ),
  );
  const count = levels.length;
  const distances = new Float64Array(count * count);
  table.columns.forEach((other, j) => {
    if (j === feature) return;
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < a; b++) {
        const distance = distanceOf(other, rowsOf[a]!, rowsOf[b]!);
        distances[a * count + b]! += distance;
        distances[b * count + a]! += distance;
      }
    }
  });
  const places = scaleToLine(distances, count);
  const order = levels.map((_, i) => i).sort((a, b) => places[a]! - places[b]! || a - b);
  if (order[0]! > order[count - 1]!) order.reverse();
  return order.map((i) => levels[i]!);
}

/** Kolmogorov and Smirnov's of numbers, half the sum of differences of shares of levels. */
function distanceOf(column: FeatureColumn, rowsA: number[], rowsB: number[]): number {
  const valuesOf = (rows: number[]) =>
    Float64Array.from(rows, (row) => column.values[row]!).filter((value) => !Number.isNaN(value));
  const a = valuesOf(rowsA).sort();
  const b = valuesOf(rowsB).sort();
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 0 : 1;
  const values = [...new Set([...a, ...b])].sort((x, y) => x - y);
  let shareA = 0;
  let shareB = 0;
  let atA = 0;
  let atB = 0;
  let largest = 0;
  let sum = 0;
  for (const value of values) {
    const beforeA = shareA;
    const beforeB = shareB;
    while (a[atA]! <= value) atA++;
    while (b[atB]! <= value) atB++;
    shareA = atA / a.length;
    shareB = atB / b.length;
    largest = Math.max(largest, Math.abs(shareA - shareB));
    sum += Math.abs(shareA - beforeA - (shareB - beforeB));
  }
  return column.kind === 'categorical' ? sum / 2 : largest;
}

/** Classical scaling (Torgerson 1952): the first axis of the doubly centred squared distances. */
function scaleToLine(distances: Float64Array, count: number): Float64Array {
  const squares = distances.map((distance) => distance * distance);
  const means = Float64Array.from({ length: count }, (_, a) => {
    let sum = 0;
    for (let b = 0; b < count; b++) sum += squares[a * count + b]!;
    return sum / count;
  });
  const total = means.reduce((sum, mean) => sum + mean, 0) / count;
  const centred = squares.map((square, cell) => {
    const a = Math.floor(cell / count);
    return -(square - means[a]! - means[cell % count]! + total) / 2;
  });
  return symmetricEigen(centred, count).vectors.subarray(0, count);
}
