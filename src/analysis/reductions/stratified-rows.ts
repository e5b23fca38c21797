// A seeded sample of rows in which every cluster has its share, and small ones enough to be seen.
import type { Labels } from '../agreement/cross-table.ts';
import { createRandom, deriveSeed } from '../random.ts';

/**
 * From each cluster its proportional share of `count`, but at least `least` rows or all it has; the
 * sample may therefore be somewhat larger than `count`. All rows where there are no more.
 *
 * @param labels 0 to k - 1 for every row
 * @returns row indices, ascending
 */
export function stratifiedRows(
  labels: Labels,
  k: number,
  count: number,
  least: number,
  seed: number,
): Uint32Array {
  const rowCount = labels.length;
  if (rowCount <= count) return Uint32Array.from({ length: rowCount }, (_, row) => row);
  const { order, starts } = rowsByCluster(labels, k);
  const taken: number[] = [];
  for (let cluster = 0; cluster < k; cluster++) {
    const rows = order.subarray(starts[cluster], starts[cluster + 1]);
    const share = Math.round((rows.length / rowCount) * count);
    const wanted = Math.min(rows.length, Math.max(share, least));
    drawToFront(rows, wanted, deriveSeed(seed, 'stratum', cluster));
    for (const row of rows.subarray(0, wanted)) taken.push(row);
  }
  return Uint32Array.from(taken).sort();
}

/** Row indices brought together by cluster, and where each cluster starts. */
function rowsByCluster(labels: Labels, k: number): { order: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(k + 1);
  for (let row = 0; row < labels.length; row++) starts[labels[row]! + 1]! += 1;
  for (let cluster = 0; cluster < k; cluster++) starts[cluster + 1]! += starts[cluster]!;
  const next = starts.slice();
  const order = new Uint32Array(labels.length);
  for (let row = 0; row < labels.length; row++) order[next[labels[row]!]!++] = row;
  return { order, starts };
}

/** The first steps of a Fisher-Yates shuffle are the sample. */
function drawToFront(rows: Uint32Array, count: number, seed: number): void {
  const random = createRandom(seed);
  for (let i = 0; i < count; i++) {
    const other = i + random.integerBelow(rows.length - i);
    const kept = rows[i]!;
    rows[i] = rows[other]!;
    rows[other] = kept;
  }
}
