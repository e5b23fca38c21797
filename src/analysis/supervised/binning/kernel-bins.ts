// Bins of a table by the WebAssembly kernel: columns are sorted and rows looked up on all threads.
import { featureBinsKernel } from '#kernels/feature-bins';
import type { Team } from '../../team.ts';
import { KernelArguments, TeamScope } from '../../team-scope.ts';
import type { FeatureTable } from '../feature-table.ts';
import type { BinnedColumn } from './bin-table.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'rowCount',
  'featureCount',
  'columns',
  'sorted',
  'spare',
  'counts',
  'sampleCount',
  'thresholds',
  'areLevels',
  'bins',
  'digits',
  'levelBins',
] as const;

const rowsPerChunk = 4096;
const digitBytes = 4 * 6 * 2048;
const thresholdCount = 256;
/** Columns sorted at a time: bounds the memory. */
const columnsPerBatch = 8;

/** Of each column the sorted sample without missing values, as `sortedSample` gives it. */
export function sortedByKernel(
  columns: readonly Float64Array[],
  sampleCount: number,
  team: Team,
): Float64Array[] {
  return inBatches(columns, columnsPerBatch).flatMap((batch) => {
    const scope = new TeamScope(team);
    try {
      return sortBatch(batch, sampleCount, scope);
    } finally {
      scope.close();
    }
  });
}

function inBatches<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function sortBatch(
  batch: readonly Float64Array[],
  sampleCount: number,
  scope: TeamScope,
): Float64Array[] {
  const rowCount = batch[0]?.length ?? 0;
  const words = new KernelArguments(scope, wordNames);
  const columnsAddress = scope.reserve(8 * rowCount * batch.length);
  const sorted = scope.reserve(8 * sampleCount * batch.length);
  const counts = scope.reserve(4 * batch.length);
  words.set({
    rowCount,
    featureCount: batch.length,
    columns: columnsAddress,
    sorted,
    spare: scope.reserve(8 * sampleCount * batch.length),
    counts,
    sampleCount,
    digits: scope.reserve(digitBytes * batch.length),
  });
  const cells = scope.doubles(columnsAddress, rowCount * batch.length);
  batch.forEach((column, j) => cells.set(column, j * rowCount));
  scope.team.run(featureBinsKernel, 'sortColumn', words.address, batch.length);
  const found = scope.words(counts, batch.length);
  return batch.map((_, j) => scope.doubles(sorted + 8 * sampleCount * j, found[j]!).slice());
}

/** Bins of all cells, rows x columns. */
export function binsByKernel(
  table: FeatureTable,
  columns: readonly BinnedColumn[],
  team: Team,
): Uint8Array {
  const scope = new TeamScope(team);
  try {
    const { rowCount } = table;
    const words = new KernelArguments(scope, wordNames);
    const cellCount = rowCount * columns.length;
    const values = scope.reserve(8 * cellCount);
    const thresholds = scope.reserve(8 * thresholdCount * columns.length);
    const areLevels = scope.reserve(4 * columns.length);
    const levelBins = scope.reserve(8 * columns.length);
    const bins = scope.reserve(cellCount);
    const levels = columns.map((column) => scope.reserve(column.levelBins.length));
    words.set({
      rowCount,
      featureCount: columns.length,
      columns: values,
      thresholds,
      areLevels,
      levelBins,
      bins,
    });
    scope.doubles(thresholds, thresholdCount * columns.length).fill(Infinity);
    columns.forEach((column, j) => {
      scope.doubles(values + 8 * rowCount * j, rowCount).set(table.columns[j]!.values);
      const own = thresholds + 8 * thresholdCount * j;
      scope.doubles(own, column.thresholds.length).set(column.thresholds);
      scope.words(areLevels + 4 * j, 1)[0] = column.isCategorical ? 1 : 0;
      scope.words(levelBins + 8 * j, 2).set([levels[j]!, column.levelBins.length]);
      scope.bytes(levels[j]!, column.levelBins.length).set(column.levelBins);
    });
    const chunkCount = Math.ceil(rowCount / rowsPerChunk);
    team.run(featureBinsKernel, 'binRows', words.address, chunkCount);
    return scope.bytes(bins, cellCount).slice();
  } finally {
    scope.close();
  }
}
