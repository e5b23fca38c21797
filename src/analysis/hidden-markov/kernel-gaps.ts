// Missing cells of columns that depend on each other, as the kernel finds them: patterns of missing
// columns, and for each tile its rows with the pattern of each.
import type { TeamScope } from '../team-scope.ts';
import { laneCount } from './kernel-lanes.ts';
import { missingPatterns } from './missing-patterns.ts';
import type { StandardPanel } from './standard-panel.ts';

export interface KernelGaps {
  /** Missing columns of each pattern; patterns of most rows come first. */
  readonly patterns: readonly (readonly number[])[];
  /** Rows of each pattern. */
  readonly rowCounts: readonly number[];
  /** Address of each pattern's record: u32 missing columns, address of its table, then each column. */
  readonly records: Uint32Array;
  /** Address of each list of a tile's rows; tiles behind the last are complete. */
  readonly lists: Uint32Array;
}

/** Words of a pattern's record before its columns. */
const recordHead = 2;
/** Words of a tile's list before its rows, and of a row. */
const listHead = 2;
const rowWords = 2;

/**
 * Reserves and fills what does not depend on a model; null where no such cell is missing.
 *
 * @throws TeamError `memory-full`
 */
export function packGaps(panel: StandardPanel, scope: TeamScope): KernelGaps | null {
  if (panel.firstComplete === 0) return null;
  const { present, ofRow } = missingPatterns(panel);
  const counts = new Uint32Array(present.length);
  for (const pattern of ofRow) counts[pattern]!++;
  const order = Array.from(present.keys()).sort((a, b) => counts[b]! - counts[a]!);
  const places = Array.from(panel.gaussians.keys());
  const patterns = order.map((pattern) => {
    const there = new Set(present[pattern]);
    return places.filter((place) => !there.has(place));
  });
  const records = packRecords(patterns, scope);
  const recordOf = new Uint32Array(order.length);
  const missingCounts = new Uint32Array(order.length);
  order.forEach((pattern, index) => {
    recordOf[pattern] = records[index]!;
    missingCounts[pattern] = patterns[index]!.length;
  });
  const lists = packLists(panel, scope, ofRow, recordOf, missingCounts);
  return { patterns, rowCounts: order.map((pattern) => counts[pattern]!), records, lists };
}

function packRecords(patterns: readonly (readonly number[])[], scope: TeamScope): Uint32Array {
  const wordCount = patterns.reduce((sum, { length }) => sum + recordHead + length, 0);
  const address = scope.reserve(4 * wordCount);
  const words = scope.words(address, wordCount);
  let at = 0;
  return Uint32Array.from(patterns, (missing) => {
    const record = address + 4 * at;
    words.set([missing.length, 0, ...missing], at);
    at += recordHead + missing.length;
    return record;
  });
}

/** Rows that lack most come first, so that the kernel goes the same way for many in turn. */
function packLists(
  { starts, firstComplete, gaussians }: StandardPanel,
  scope: TeamScope,
  ofRow: Uint32Array,
  recordOf: Uint32Array,
  missingCounts: Uint32Array,
): Uint32Array {
  const tileCount = Math.ceil(firstComplete / laneCount);
  const endOf = (tile: number) => Math.min((tile + 1) * laneCount, starts.length - 1);
  const wordCount = listHead * tileCount + rowWords * starts[endOf(tileCount - 1)]!;
  const address = scope.reserve(4 * wordCount);
  const words = scope.words(address, wordCount);
  const nextOf = new Uint32Array(gaussians.length + 1);
  return Uint32Array.from({ length: tileCount }, (_, tile) => {
    const firstRow = starts[tile * laneCount]!;
    const endRow = starts[endOf(tile)]!;
    const head = listHead * tile + rowWords * firstRow;
    nextOf.fill(0);
    for (let row = firstRow; row < endRow; row++) nextOf[missingCounts[ofRow[row]!]!]!++;
    words[head] = endRow - firstRow - nextOf[0]!;
    words[head + 1] = endRow - firstRow;
    let next = head + listHead;
    for (let count = gaussians.length; count >= 0; count--) {
      const rowCount = nextOf[count]!;
      nextOf[count] = next;
      next += rowWords * rowCount;
    }
    for (let place = tile * laneCount; place < endOf(tile); place++) {
      const start = starts[place]!;
      for (let row = start; row < starts[place + 1]!; row++) {
        const pattern = ofRow[row]!;
        const at = nextOf[missingCounts[pattern]!]!;
        nextOf[missingCounts[pattern]!] = at + rowWords;
        words[at] = recordOf[pattern]!;
        words[at + 1] = (row - start) * laneCount + (place % laneCount);
      }
    }
    return address + 4 * head;
  });
}
