// Density grids by the WebAssembly kernel on a team of threads, a block of rows at a time.
import { densityKernel } from '#kernels/density';
import type { Team } from '../team.ts';
import { KernelArguments, TeamScope } from '../team-scope.ts';
import type { DensityInput } from './density-grid.ts';

/** Words of the kernel's arguments, in its order. */
const wordNames = [
  'rowCount',
  'x',
  'y',
  'labels',
  'xEdges',
  'xBinCount',
  'yEdges',
  'yBinCount',
  'counts',
  'countsStride',
] as const;

/** Rows of a chunk, as the kernel has them. */
const chunkRowCount = 65_536;

/** Rows that are copied to the shared memory at a time. */
const blockRowCount = 16 * chunkRowCount;

/** As `scalarDensity`, to the last count. */
export function kernelDensity(input: DensityInput, team: Team): Uint32Array {
  const { x, y, labels, k, xEdges, yEdges } = input;
  const cellCount = k * (xEdges.length - 1) * (yEdges.length - 1);
  const capacity = Math.min(blockRowCount, x.length);
  const scope = new TeamScope(team);
  try {
    const words = new KernelArguments(scope, wordNames);
    const xAddress = scope.reserve(8 * capacity);
    const yAddress = scope.reserve(8 * capacity);
    const labelsAddress = scope.reserve(2 * capacity);
    const xEdgesAddress = scope.reserve(8 * xEdges.length);
    const yEdgesAddress = scope.reserve(8 * yEdges.length);
    const counts = scope.reserve(4 * cellCount * Math.ceil(capacity / chunkRowCount));
    scope.doubles(xEdgesAddress, xEdges.length).set(xEdges);
    scope.doubles(yEdgesAddress, yEdges.length).set(yEdges);
    words.set({ x: xAddress, y: yAddress, labels: labelsAddress });
    words.set({ xEdges: xEdgesAddress, xBinCount: xEdges.length - 1 });
    words.set({ yEdges: yEdgesAddress, yBinCount: yEdges.length - 1 });
    words.set({ counts, countsStride: 4 * cellCount });
    const totals = new Uint32Array(cellCount);
    for (let start = 0; start < x.length; start += capacity) {
      const end = Math.min(start + capacity, x.length);
      scope.doubles(xAddress, capacity).set(x.subarray(start, end));
      scope.doubles(yAddress, capacity).set(y.subarray(start, end));
      new Uint16Array(team.buffer, labelsAddress, capacity).set(labels.subarray(start, end));
      words.set({ rowCount: end - start });
      const chunkCount = Math.ceil((end - start) / chunkRowCount);
      team.run(densityKernel, 'density', words.address, chunkCount);
      for (let chunk = 0; chunk < chunkCount; chunk++) {
        const found = scope.words(counts + 4 * cellCount * chunk, cellCount);
        for (let cell = 0; cell < cellCount; cell++) totals[cell]! += found[cell]!;
      }
    }
    return totals;
  } finally {
    scope.close();
  }
}
