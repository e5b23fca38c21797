// A panel as the kernel has it: tiles of four sequences interleaved, and chunks of tiles.
import type { TeamScope } from '../team-scope.ts';
import { columnsInOrder, kernelColumns, type KernelColumns } from './kernel-columns.ts';
import type { StandardPanel } from './standard-panel.ts';

export const laneCount = 4;
const tileWordCount = 20;

/** Least rows of a chunk; fixed, so that the bytes of a result do not depend on the threads. */
const chunkRowCount = 8192;

/** A chunk has at least this many sequences, so that its lattice is small beside its rows. */
const chunkSequenceCount = 16;

export interface KernelChunk {
  readonly firstTile: number;
  readonly endTile: number;
  /** Rows of its longest tile. */
  readonly longest: number;
}

export interface KernelPanel {
  readonly columns: KernelColumns;
  /** The place of the first tile's first sequence; those before it are the twin's. */
  readonly firstPlace: number;
  readonly tileCount: number;
  /** Address of the tiles' records. */
  readonly tiles: number;
  readonly chunks: readonly KernelChunk[];
}

/** @throws TeamError `memory-full` */
export function packPanel(panel: StandardPanel, scope: TeamScope): KernelPanel {
  const columns = kernelColumns(panel);
  const { sourceStarts, firstComplete: firstPlace } = panel;
  const starts = panel.starts.subarray(firstPlace);
  const sequenceCount = starts.length - 1;
  const tileCount = Math.ceil(sequenceCount / laneCount);
  // Sequences come in order of their length, so a tile's last is its longest.
  const lengthOf = (place: number) =>
    place < sequenceCount ? starts[place + 1]! - starts[place]! : 0;
  const lastOf = (tile: number) => Math.min(tile * laneCount + laneCount, sequenceCount) - 1;
  const longest = Uint32Array.from({ length: tileCount }, (_, tile) => lengthOf(lastOf(tile)));
  const rowBytes = 8 * laneCount * columns.cellCount;
  const tiledRowCount = longest.reduce((sum, length) => sum + length, 0);
  const tiles = scope.reserve(4 * tileWordCount * tileCount);
  const cells = scope.reserve(rowBytes * tiledRowCount);
  const words = scope.words(tiles, tileWordCount * tileCount);
  const lengths = scope.doubles(tiles, (tileWordCount / 2) * tileCount);
  let address = cells;
  for (let tile = 0; tile < tileCount; tile++) {
    const at = tile * tileWordCount;
    words[at] = address;
    words[at + 1] = longest[tile]!;
    words[at + 2] = lengthOf(tile * laneCount + laneCount - 1) && lengthOf(tile * laneCount);
    for (let lane = 0; lane < laneCount; lane++) {
      const place = tile * laneCount + lane;
      lengths[at / 2 + 2 + lane] = lengthOf(place);
      if (place >= sequenceCount) continue;
      words[at + 12 + lane] = starts[place]!;
      words[at + 16 + lane] = sourceStarts[firstPlace + place]!;
    }
    address += rowBytes * longest[tile]!;
  }
  const cellsView = scope.doubles(cells, (rowBytes / 8) * tiledRowCount);
  fillCells({ ...panel, starts }, columns, longest, cellsView);
  return { columns, firstPlace, tileCount, tiles, chunks: cutChunks(longest) };
}

/** Tile by tile, so that what is written stays in the cache until its lines are full. */
function fillCells(
  { starts, columns }: StandardPanel,
  order: KernelColumns,
  longest: Uint32Array,
  cells: Float64Array,
): void {
  const inOrder = columnsInOrder(order);
  const stride = order.cellCount * laneCount;
  const sequenceCount = starts.length - 1;
  let tileStart = 0;
  longest.forEach((rowCount, tile) => {
    const first = tile * laneCount;
    const end = Math.min(first + laneCount, sequenceCount);
    const tileEnd = tileStart + rowCount * stride;
    const full = starts[end]! - starts[first]! === laneCount * rowCount;
    if (!full || inOrder.includes(-1)) cells.fill(0, tileStart, tileEnd);
    for (let index = 0; index < inOrder.length; index++) {
      const column = columns[inOrder[index]!];
      if (!column) continue;
      for (let place = first; place < end; place++) {
        let at = tileStart + index * laneCount + place - first;
        const rowEnd = starts[place + 1]!;
        for (let row = starts[place]!; row < rowEnd; row++, at += stride) cells[at] = column[row]!;
      }
    }
    tileStart = tileEnd;
  });
}

function cutChunks(longest: Uint32Array): KernelChunk[] {
  const chunks: KernelChunk[] = [];
  let firstTile = 0;
  let rowCount = 0;
  for (let tile = 0; tile < longest.length; tile++) {
    rowCount += laneCount * longest[tile]!;
    const sequenceCount = laneCount * (tile + 1 - firstTile);
    const full = rowCount >= chunkRowCount && sequenceCount >= chunkSequenceCount;
    if (!full && tile < longest.length - 1) continue;
    chunks.push({ firstTile, endTile: tile + 1, longest: longest[tile]! });
    firstTile = tile + 1;
    rowCount = 0;
  }
  return chunks;
}
