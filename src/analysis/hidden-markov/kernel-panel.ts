// A panel as the kernel has it: tiles of four sequences interleaved, and chunks of tiles.
import type { TeamScope } from '../team-scope.ts';
import { columnsInOrder, kernelColumns, type KernelColumns } from './kernel-columns.ts';
import { packGaps, type KernelGaps } from './kernel-gaps.ts';
import { laneCount } from './kernel-lanes.ts';
import type { StandardPanel } from './standard-panel.ts';

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
  readonly tileCount: number;
  /** Address of the tiles' records. */
  readonly tiles: number;
  readonly chunks: readonly KernelChunk[];
  /** Null where no cell of a joint column is missing. */
  readonly gaps: KernelGaps | null;
}

/** @throws TeamError `memory-full` */
export function packPanel(panel: StandardPanel, scope: TeamScope): KernelPanel {
  const columns = kernelColumns(panel);
  const { starts, sourceStarts } = panel;
  const gaps = packGaps(panel, scope);
  const sequenceCount = starts.length - 1;
  const tileCount = Math.ceil(sequenceCount / laneCount);
  const lengthOf = (place: number) =>
    place < sequenceCount ? starts[place + 1]! - starts[place]! : 0;
  const lanes = Array.from({ length: laneCount }, (_, lane) => lane);
  const lengthsOf = (tile: number) => lanes.map((lane) => lengthOf(tile * laneCount + lane));
  const longest = Uint32Array.from({ length: tileCount }, (_, at) => Math.max(...lengthsOf(at)));
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
    words[at + 2] = Math.min(...lengthsOf(tile));
    words[at + 3] = gaps?.lists[tile] ?? 0;
    for (const lane of lanes) {
      const place = tile * laneCount + lane;
      lengths[at / 2 + 2 + lane] = lengthOf(place);
      if (place >= sequenceCount) continue;
      words[at + 12 + lane] = starts[place]!;
      words[at + 16 + lane] = sourceStarts[place]!;
    }
    address += rowBytes * longest[tile]!;
  }
  const cellsView = scope.doubles(cells, (rowBytes / 8) * tiledRowCount);
  fillCells(panel, columns, longest, cellsView);
  return { columns, tileCount, tiles, chunks: cutChunks(longest), gaps };
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
  let greatest = 0;
  for (let tile = 0; tile < longest.length; tile++) {
    greatest = Math.max(greatest, longest[tile]!);
    rowCount += laneCount * longest[tile]!;
    const sequenceCount = laneCount * (tile + 1 - firstTile);
    const full = rowCount >= chunkRowCount && sequenceCount >= chunkSequenceCount;
    if (!full && tile < longest.length - 1) continue;
    chunks.push({ firstTile, endTile: tile + 1, longest: greatest });
    firstTile = tile + 1;
    rowCount = 0;
    greatest = 0;
  }
  return chunks;
}
