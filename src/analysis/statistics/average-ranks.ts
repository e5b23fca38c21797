// Ranks with ties at their average, as rank correlation and rank-based controls need them.
import type { Values } from './require-values.ts';

/**
 * @param values n finite values
 * @returns n ranks from 1 to n; equal values share the mean of their ranks
 */
export function averageRanks(values: Values): Float64Array {
  const order = ascendingOrder(values);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    const value = values[order[start]!]!;
    let end = start + 1;
    while (end < order.length && values[order[end]!] === value) end++;
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) ranks[order[i]!] = rank;
    start = end;
  }
  return ranks;
}

/** Row indices in ascending order of their values; equal values keep the order of their rows. */
export function ascendingOrder(values: Values): Uint32Array {
  const order = Uint32Array.from({ length: values.length }, (_, row) => row);
  return order.sort((a, b) => values[a]! - values[b]! || a - b);
}
