// Invented persons for the benchmarks of supervised models: twelve features, four classes.
import { createRandom } from '#analysis/random';
import type { FeatureTable } from '#analysis/supervised/feature-table';

/** Classes depend on a few features, on a product of two, and on chance. */
export function makeLabelled(
  rowCount: number,
  columnCount: number,
  classCount: number,
  seed: number,
) {
  const random = createRandom(seed);
  const columns = Array.from({ length: columnCount }, () => new Float64Array(rowCount));
  const target = new Int32Array(rowCount);
  const centres = Float64Array.from({ length: columnCount * classCount }, () => random.normal());
  const margins = new Float64Array(classCount);
  for (let row = 0; row < rowCount; row++) {
    columns.forEach((column) => (column[row] = random.normal()));
    for (let k = 0; k < classCount; k++) {
      // Gumbel noise makes the greatest margin a draw from the softmax.
      let margin = -Math.log(-Math.log(1 - random.uniform()));
      columns.forEach((column, j) => {
        const next = columns[(j + 1) % columnCount]![row]!;
        margin += centres[k * columnCount + j]! * column[row]! * (j % 3 === 0 ? next : 0.5);
      });
      margins[k] = margin;
    }
    target[row] = margins.indexOf(Math.max(...margins));
  }
  const table: FeatureTable = {
    rowCount,
    columns: columns.map((values, j) => ({
      name: `feature ${j}`,
      kind: 'continuous',
      values,
      levels: [],
    })),
  };
  return { table, target };
}
