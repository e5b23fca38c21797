// The assignment problem: pairs rows with columns at the least total cost (Kuhn 1955), by shortest
// augmenting paths with potentials (Jonker and Volgenant 1987), O(n^3).
import { AnalysisError } from '../analysis-error.ts';

/**
 * Every row is paired with its own column, or every column with its own row where there are fewer
 * columns. Of equally cheap pairings the one found first, in index order, is taken: the result
 * depends on nothing but the costs.
 *
 * @param costs rowCount x columnCount finite costs, row-major
 * @returns for each row its column, or -1
 * @throws AnalysisError `input.length-mismatch`, `input.not-finite`
 */
export function assignOptimally(
  costs: ArrayLike<number>,
  rowCount: number,
  columnCount: number,
): number[] {
  requireCosts(costs, rowCount, columnCount);
  const size = Math.max(rowCount, columnCount);
  const cost = (row: number, column: number) =>
    row < rowCount && column < columnCount ? costs[row * columnCount + column]! : 0;
  const rowOf = solveSquare(size, cost);
  const columnOf = new Array<number>(rowCount).fill(-1);
  for (let column = 0; column < columnCount; column++) {
    const row = rowOf[column]!;
    if (row < rowCount) columnOf[row] = column;
  }
  return columnOf;
}

/** The row of each column. Row and column `size` are the root of every search. */
function solveSquare(size: number, cost: (row: number, column: number) => number): number[] {
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  const rowOf = new Array<number>(size + 1).fill(size);
  const root = size;
  for (let newRow = 0; newRow < size; newRow++) {
    rowOf[root] = newRow;
    const slack = new Float64Array(size).fill(Infinity);
    const cameFrom = new Int32Array(size).fill(root);
    const visited = new Uint8Array(size + 1);
    let column = root;
    while (rowOf[column] !== size) {
      visited[column] = 1;
      const row = rowOf[column]!;
      let nearest = -1;
      for (let other = 0; other < size; other++) {
        if (visited[other]) continue;
        const reduced = cost(row, other) - rowPotential[row]! - columnPotential[other]!;
        if (reduced < slack[other]!) {
          slack[other] = reduced;
          cameFrom[other] = column;
        }
        if (nearest < 0 || slack[other]! < slack[nearest]!) nearest = other;
      }
      const step = slack[nearest]!;
      for (let other = 0; other <= size; other++) {
        if (visited[other]) {
          rowPotential[rowOf[other]!]! += step;
          columnPotential[other]! -= step;
        } else if (other < size) {
          slack[other]! -= step;
        }
      }
      column = nearest;
    }
    while (column !== root) {
      const previous = cameFrom[column]!;
      rowOf[column] = rowOf[previous]!;
      column = previous;
    }
  }
  return rowOf;
}

function requireCosts(costs: ArrayLike<number>, rowCount: number, columnCount: number): void {
  if (costs.length !== rowCount * columnCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `Assignment: ${costs.length} costs for ${rowCount} rows and ${columnCount} columns.`,
      'Give one cost for every pair.',
    );
  }
  for (let i = 0; i < costs.length; i++) {
    if (Number.isFinite(costs[i])) continue;
    throw new AnalysisError(
      'input.not-finite',
      `Assignment: the cost of row ${Math.floor(i / columnCount)} and column ${i % columnCount} is ${costs[i]}.`,
      'Every pair needs a finite cost.',
      { row: Math.floor(i / columnCount), column: i % columnCount },
    );
  }
}
