// Background rows of interventional SHAP: a stratified, seeded sample of the training rows.
import type { Labels } from '../../agreement/cross-table.ts';
import { createRandom, deriveSeed } from '../../random.ts';

/**
 * Every class gives its share of the rows by largest remainders, and at least one row where it has any.
 *
 * @param rows the training rows
 * @param labels of all rows of the table: 0 to classCount - 1
 * @returns row indices, ascending: `count` of them, or all where there are no more
 */
export function chooseBackground(
  rows: ArrayLike<number>,
  labels: Labels,
  classCount: number,
  count: number,
  seed: number,
): Uint32Array {
  if (rows.length <= count) return Uint32Array.from(rows).sort();
  const strata = Array.from({ length: classCount }, (): number[] => []);
  for (let i = 0; i < rows.length; i++) strata[labels[rows[i]!]!]!.push(rows[i]!);
  const taken: number[] = [];
  shareOut(
    strata.map((stratum) => stratum.length),
    count,
  ).forEach((wanted, k) => {
    const stratum = Uint32Array.from(strata[k]!).sort();
    createRandom(deriveSeed(seed, 'background', k)).shuffle(stratum);
    taken.push(...stratum.subarray(0, wanted));
  });
  return Uint32Array.from(taken).sort();
}

function shareOut(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size / total) * count);
  const shares = exact.map((share, k) => (sizes[k] === 0 ? 0 : Math.max(1, Math.floor(share))));
  const byRemainder = exact
    .map((share, k) => ({ k, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.k - b.k);
  let left = count - shares.reduce((sum, share) => sum + share, 0);
  for (const { k } of byRemainder) {
    if (left <= 0) break;
    if (shares[k]! >= sizes[k]!) continue;
    shares[k]! += 1;
    left--;
  }
  return shares;
}
