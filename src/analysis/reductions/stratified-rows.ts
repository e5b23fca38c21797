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
  const members = Array.from({ length: k }, (): number[] => []);
  for (let row = 0; row < rowCount; row++) members[labels[row]!]!.push(row);
  const taken = members.flatMap((rows, cluster) => {
    const share = Math.round((rows.length / rowCount) * count);
    const wanted = Math.min(rows.length, Math.max(share, least));
    return drawRows(rows, wanted, deriveSeed(seed, 'stratum', cluster));
  });
  return Uint32Array.from(taken).sort();
}

/** The first steps of a Fisher-Yates shuffle are the sample. */
function drawRows(rows: number[], count: number, seed: number): number[] {
  const random = createRandom(seed);
  for (let i = 0; i < count; i++) {
    const other = i + random.integerBelow(rows.length - i);
    const kept = rows[i]!;
    rows[i] = rows[other]!;
    rows[other] = kept;
  }
  return rows.slice(0, count);
}
