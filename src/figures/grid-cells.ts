// A grid of counts as it is drawn: bins without stripes, only the part that is occupied.
import type { Grid } from '#shared/results/rfe-result';
import { binAxis } from './axis.ts';
import type { BinAxis, Measure } from './axis.ts';
import { drawnBins } from './drawn-bins.ts';
import type { DrawnBin } from './drawn-bins.ts';

export interface DrawnGrid {
  /** Columns and rows from the first to the last that holds somebody. */
  columns: DrawnBin[];
  rows: DrawnBin[];
  /** Whether an axis is logarithmic, as its bins are even on it. */
  logarithmic: { x: boolean; y: boolean };
  /** What another grid on the same edges holds in a cell that is drawn. */
  countIn(grid: Pick<Grid, 'counts'>, column: number, row: number): number;
}

function occupied(bins: readonly DrawnBin[], margin: readonly number[]): DrawnBin[] {
  const holds = ({ place }: DrawnBin): boolean => (margin[place] ?? 0) > 0;
  const first = bins.findIndex(holds);
  return first < 0 ? [...bins] : bins.slice(first, bins.findLastIndex(holds) + 1);
}

export function drawnGrid(grid: Grid): DrawnGrid {
  const width = Math.max(0, grid.xEdges.length - 1);
  const height = Math.max(0, grid.yEdges.length - 1);
  const ofColumns = new Array<number>(width).fill(0);
  const ofRows = new Array<number>(height).fill(0);
  grid.counts.forEach((count, i) => {
    const [column, row] = [i % width, Math.floor(i / width)];
    ofColumns[column] = (ofColumns[column] ?? 0) + count;
    ofRows[row] = (ofRows[row] ?? 0) + count;
  });
  const columns = occupied(drawnBins(grid.xEdges, ofColumns), ofColumns);
  const rows = occupied(drawnBins(grid.yEdges, ofRows), ofRows);
  return {
    columns,
    rows,
    logarithmic: { x: grid.xLogarithmic, y: grid.yLogarithmic },
    countIn: ({ counts }, column, row) =>
      counts[(rows[row]?.place ?? 0) * width + (columns[column]?.place ?? 0)] ?? 0,
  };
}

/** The edges around neighbouring bins. */
export function edgesAround(
  bins: readonly DrawnBin[],
  toPlace: (value: number) => number,
): number[] {
  return [...bins.slice(0, 1).map(({ low }) => low), ...bins.map(({ high }) => high)].map(toPlace);
}

export interface GridCell {
  column: number;
  row: number;
  count: number;
}

export function cellsOf(drawn: DrawnGrid, grid: Pick<Grid, 'counts'>): GridCell[] {
  return drawn.rows.flatMap((_, row) =>
    drawn.columns.map((_bin, column) => ({ column, row, count: drawn.countIn(grid, column, row) })),
  );
}

/** One row of cells after the other, as a heatmap wants them. */
export function asRows<T>(drawn: DrawnGrid, cell: (column: number, row: number) => T): T[][] {
  return drawn.rows.map((_, row) => drawn.columns.map((_bin, column) => cell(column, row)));
}

/** Axes around the bins of a grid, each linear or logarithmic as its bins are even. */
export function gridAxes(
  { columns, rows, logarithmic }: DrawnGrid,
  xMeasure: Measure,
  yMeasure: Measure,
): { x: BinAxis; y: BinAxis } {
  const around = (bins: readonly DrawnBin[]): [number, number] => [
    bins[0]?.low ?? 0,
    bins.at(-1)?.high ?? 1,
  ];
  const bare = { showgrid: false };
  return {
    x: binAxis(xMeasure, ...around(columns), logarithmic.x, bare),
    y: binAxis(yMeasure, ...around(rows), logarithmic.y, bare),
  };
}
