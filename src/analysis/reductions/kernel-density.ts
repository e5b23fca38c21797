// Density grids by the WebAssembly kernel on a team of threads, a block of rows at a time.
import { densityKernel } from '#kernels/density';
import type { Team } from '../team.ts';
import type { DensityInput } from './density-grid.ts';

/** Rows of a chunk, as the kernel has them. */
const chunkRowCount = 65_536;

/** Rows that are copied to the shared memory at a time. */
const blockRowCount = 16 * chunkRowCount;

/** As `scalarDensity`, to the last count. */
export function kernelDensity(input: DensityInput, team: Team): Uint32Array {
  const { x, y, labels, k, xEdges, yEdges } = input;
  const cellCount = k * (xEdges.length - 1) * (yEdges.length - 1);
  const capacity = Math.min(blockRowCount, x.length);
  const reserved: number[] = [];
  const reserve = (byteCount: number) => {
    const address = team.allocate(byteCount);
    reserved.push(address);
    return address;
  };
  try {
    const [xAddress, yAddress] = [reserve(8 * capacity), reserve(8 * capacity)];
    const labelsAddress = reserve(2 * capacity);
    const xEdgesAddress = reserve(8 * xEdges.length);
    const yEdgesAddress = reserve(8 * yEdges.length);
    const counts = reserve(4 * cellCount * Math.ceil(capacity / chunkRowCount));
    const argumentsAddress = reserve(4 * 10);
    new Float64Array(team.buffer, xEdgesAddress, xEdges.length).set(xEdges);
    new Float64Array(team.buffer, yEdgesAddress, yEdges.length).set(yEdges);
    const totals = new Uint32Array(cellCount);
    for (let start = 0; start < x.length; start += capacity) {
      const end = Math.min(start + capacity, x.length);
      new Float64Array(team.buffer, xAddress, capacity).set(x.subarray(start, end));
      new Float64Array(team.buffer, yAddress, capacity).set(y.subarray(start, end));
      new Uint16Array(team.buffer, labelsAddress, capacity).set(labels.subarray(start, end));
      // In the order of the kernel's words.
      new Uint32Array(team.buffer, argumentsAddress, 10).set([
        end - start,
        xAddress,
        yAddress,
        labelsAddress,
        xEdgesAddress,
        xEdges.length - 1,
        yEdgesAddress,
        yEdges.length - 1,
        counts,
        4 * cellCount,
      ]);
      const chunkCount = Math.ceil((end - start) / chunkRowCount);
      team.run(densityKernel, 'density', argumentsAddress, chunkCount);
      for (let chunk = 0; chunk < chunkCount; chunk++) {
        const found = new Uint32Array(team.buffer, counts + 4 * cellCount * chunk, cellCount);
        found.forEach((count, cell) => (totals[cell]! += count));
      }
    }
    return totals;
  } finally {
    for (const address of reserved) team.free(address);
  }
}
