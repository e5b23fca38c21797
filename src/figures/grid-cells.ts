// A grid of counts as a picture needs it: places on logarithmic axes, and the part that is occupied.
import type { Grid } from '#shared/results/rfe-result';
import { logPosition } from './log-scale.ts';

export interface GridCell {
  column: number;
  row: number;
  count: number;
}

export const columnCount = (grid: Grid): number => Math.max(0, grid.xEdges.length - 1);

export function cellsOf(grid: Grid): GridCell[] {
  const width = columnCount(grid);
  return grid.counts.map((count, i) => ({
    column: i % width,
    row: Math.floor(i / width),
    count,
  }));
}

export interface Extent {
  low: number;
  high: number;
}

/** From the first to the last edge around an occupied column (or row); all of it where none is. */
export function occupiedExtent(grid: Grid, along: 'x' | 'y'): Extent {
  const edges = along === 'x' ? grid.xEdges : grid.yEdges;
  const places = cellsOf(grid)
    .filter(({ count }) => count > 0)
    .map(({ column, row }) => (along === 'x' ? column : row));
  const first = places.length > 0 ? places.reduce((a, b) => Math.min(a, b)) : 0;
  const last = places.length > 0 ? places.reduce((a, b) => Math.max(a, b)) : edges.length - 2;
  return { low: edges[first] ?? 0, high: edges[last + 1] ?? 1 };
}

/** Edges as places; a grid whose edges are even is drawn on the logarithmic axis all the same. */
export const edgePlaces = (edges: readonly number[]): number[] => edges.map(logPosition);

/** One row of cells after the other, as a heatmap wants them. */
export function asRows<T>(grid: Grid, cellValue: (index: number) => T): T[][] {
  const width = columnCount(grid);
  const height = width === 0 ? 0 : Math.floor(grid.counts.length / width);
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => cellValue(row * width + column)),
  );
}

/** "3 to 5": what a cell covers along one axis. */
export function edgePair(edges: readonly number[], index: number): [number, number] {
  return [edges[index] ?? 0, edges[index + 1] ?? 0];
}
