// Accumulated local effects (Apley and Zhu 2020): how the model's probabilities change from one value of
// a feature to the next for the rows that are there, so that no row is moved where none can be.
import { requireCount, requireRange } from '../../statistics/require-values.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { selectRows } from '../../supervised/select-rows.ts';
import { withColumns, type Predict } from '../predict.ts';
import { gridOf } from './feature-grid.ts';
import { orderLevels } from './level-order.ts';

export interface AccumulatedLocalEffects {
  readonly feature: number;
  /** Edges of the intervals, or level indices in the order in which neighbours are alike. */
  readonly grid: Float64Array;
  readonly classCount: number;
  /** classes x grid: change of the probability against the mean over the rows. */
  readonly effects: Float64Array;
  /** Rows at each level, or in the interval that ends at each edge (0 for the first). */
  readonly counts: Uint32Array;
}

/**
 * Rows where the feature is missing are left out. A constant feature has a single effect of 0.
 *
 * @param intervalCount intervals between quantiles of a continuous feature
 * @throws AnalysisError `input.empty` (no rows, or a feature without values), `parameter.out-of-range`
 */
export function accumulatedLocalEffects(
  predict: Predict,
  table: FeatureTable,
  feature: number,
  classCount: number,
  intervalCount = 20,
): AccumulatedLocalEffects {
  requireCount(table.rowCount, 1, 'Accumulated local effects');
  requireRange(intervalCount, 1, 1000, 'The number of intervals');
  const column = table.columns[feature]!;
  const isContinuous = column.kind === 'continuous';
  const grid = isContinuous
    ? gridOf(column, intervalCount + 1)
    : Float64Array.from(
        column.kind === 'categorical' ? orderLevels(table, feature) : gridOf(column, 2),
      );
  const known = Uint32Array.from({ length: table.rowCount }, (_, row) => row).filter(
    (row) => !Number.isNaN(column.values[row]!),
  );
  const rows = selectRows(table, known);
  const places = Uint32Array.from(rows.columns[feature]!.values, (value) =>
    isContinuous ? intervalOf(grid, value) : grid.indexOf(value),
  );
  const counts = new Uint32Array(grid.length);
  places.forEach((place) => (counts[place]! += 1));
  const steps = localSteps(predict, rows, feature, classCount, grid, places, isContinuous);
  return {
    feature,
    grid,
    classCount,
    effects: accumulate(steps, counts, classCount, isContinuous),
    counts,
  };
}

/** classes x grid: mean change of the probability on the way to each grid value from the one before. */
function localSteps(
  predict: Predict,
  rows: FeatureTable,
  feature: number,
  classCount: number,
  grid: Float64Array,
  places: Uint32Array,
  isContinuous: boolean,
): Float64Array {
  const sums = new Float64Array(classCount * grid.length);
  const counts = new Uint32Array(grid.length);
  // A row of an interval moves to both of its ends; one at a level moves to either neighbour.
  const moves = isContinuous
    ? [[-1, 0]]
    : [
        [-1, 0],
        [0, 1],
      ];
  for (const [from, to] of moves) {
    const ends = [from!, to!].map((offset) => {
      const values = Float64Array.from(
        places,
        (place) => grid[clamp(place + offset, grid.length)]!,
      );
      return predict(withColumns(rows, new Map([[feature, values]])));
    });
    places.forEach((place, row) => {
      const end = place + to!;
      if (end < 1 || end >= grid.length) return;
      counts[end]! += 1;
      for (let k = 0; k < classCount; k++) {
        const cell = row * classCount + k;
        sums[k * grid.length + end]! += ends[1]![cell]! - ends[0]![cell]!;
      }
    });
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell % grid.length]!));
}

/** Running sums, centred so that their mean over the rows is 0. */
function accumulate(
  steps: Float64Array,
  counts: Uint32Array,
  classCount: number,
  isContinuous: boolean,
): Float64Array {
  const length = counts.length;
  const effects = new Float64Array(steps.length);
  for (let k = 0; k < classCount; k++) {
    const start = k * length;
    let total = 0;
    let weight = 0;
    for (let g = 0; g < length; g++) {
      if (g > 0) effects[start + g] = effects[start + g - 1]! + steps[start + g]!;
      const before = isContinuous && g > 0 ? effects[start + g - 1]! : effects[start + g]!;
      total += (counts[g]! * (before + effects[start + g]!)) / 2;
      weight += counts[g]!;
    }
    for (let g = 0; g < length; g++) effects[start + g]! -= total / Math.max(1, weight);
  }
  return effects;
}

/** The edge that ends the value's interval; the least value belongs to the first interval. */
function intervalOf(grid: Float64Array, value: number): number {
  const edge = grid.findIndex((end, index) => index > 0 && value <= end);
  return edge < 0 ? grid.length - 1 : edge;
}

function clamp(place: number, length: number): number {
  return Math.min(length - 1, Math.max(0, place));
}
