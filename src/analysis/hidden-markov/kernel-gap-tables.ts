// A model as the kernel needs it where cells of joint columns are missing; see gap-tables.ts in
// src/kernels/hidden-markov-passes.
import { triangleLength } from '../gaussian-mixture/cholesky.ts';
import type { KernelArguments, TeamScope } from '../team-scope.ts';
import type { InverseFactor } from './inverse-factor.ts';
import type { KernelColumns } from './kernel-columns.ts';
import type { KernelGaps } from './kernel-gaps.ts';
import type { KernelWord } from './kernel-words.ts';

/** Bytes of two states' numbers. */
const pairBytes = 16;

/** A pattern of fewer rows has no table, nor has one beyond this size of all tables. */
const leastTabledRowCount = 2;
const mostTableBytes = 2 ** 26;

/** Tables the kernel fills at a time. */
const patternsPerChunk = 64;

/** States are worked on in pairs; of an odd number the last pair repeats one. */
export function pairCountOf(stateCount: number): number {
  return Math.ceil(stateCount / 2);
}

/** Where a state is found among pairs: its pair, and whether it is the second there. */
export function pairOf(k: number, stateCount: number): { pair: number; second: number } {
  const last = stateCount % 2 === 1 && k === stateCount - 1;
  return { pair: Math.floor(k / 2), second: last ? 1 : k % 2 };
}

/** States with a factor of their own. */
function factorCountOf(stateCount: number, { tied }: KernelColumns): number {
  return tied ? 1 : stateCount;
}

/** Bytes of a pattern's table; of one pair in it where the states have factors of their own. */
function tableBytes(
  missingCount: number,
  pairCount: number,
  stateCount: number,
  { tied, joints }: KernelColumns,
): number {
  const inverses = pairCount * pairBytes * (1 + missingCount ** 2);
  if (!tied) return inverses;
  const means = pairBytes * missingCount * pairCountOf(stateCount);
  return inverses + means + 8 * stateCount * joints.length;
}

/** Bytes a chunk needs for a single row: vectors of the columns, of states, then a table. */
export function gapScratchBytes(stateCount: number, columns: KernelColumns): number {
  const width = columns.joints.length;
  const vectors = columns.tied ? width + (width + 1) * pairCountOf(stateCount) : width;
  return pairBytes * vectors + tableBytes(width, 1, stateCount, columns);
}

/** Reserves the tables; how many there are follows from the patterns alone. */
export function reserveGapTables(
  scope: TeamScope,
  words: KernelArguments<KernelWord>,
  { patterns, rowCounts, records }: KernelGaps,
  columns: KernelColumns,
  stateCount: number,
): void {
  const width = columns.joints.length;
  const pairCount = pairCountOf(factorCountOf(stateCount, columns));
  const sizes: number[] = [];
  let byteCount = 0;
  for (const [index, missing] of patterns.entries()) {
    const size = tableBytes(missing.length, pairCount, stateCount, columns);
    if (rowCounts[index]! < leastTabledRowCount || byteCount + size > mostTableBytes) break;
    sizes.push(size);
    byteCount += size;
  }
  let table = scope.reserve(byteCount);
  const addresses = scope.reserve(4 * records.length);
  words.set({
    gapPairCount: pairCount,
    gapPrecisions: scope.reserve(pairBytes * pairCount * width ** 2),
    gapInformation: scope.reserve(pairBytes * pairCountOf(stateCount) * width),
    gapConstants: scope.reserve(pairBytes * pairCount),
    gapPatterns: addresses,
    gapTableCount: sizes.length,
  });
  scope.words(addresses, records.length).set(records);
  records.forEach((record, index) => {
    const size = sizes[index];
    scope.words(record, 2)[1] = size === undefined ? 0 : table;
    table += size ?? 0;
  });
}

/** Chunks in which the kernel fills the tables. */
export function gapChunkCount(words: KernelArguments<KernelWord>): number {
  return Math.ceil(words.get('gapTableCount') / patternsPerChunk);
}

/**
 * Hands the precisions over, and what they say of the means.
 *
 * @param factors one where the states share it, or K of them
 * @param means K x joint columns
 */
export function fillGapTables(
  scope: TeamScope,
  words: KernelArguments<KernelWord>,
  factors: readonly InverseFactor[],
  means: Float64Array,
  d: number,
  width: number,
): void {
  const K = means.length / width;
  const matrices = factors.map(({ inverse }) => precisionOf(inverse, d));
  const precisions = scope.doubles(
    words.get('gapPrecisions'),
    2 * pairCountOf(factors.length) * width * width,
  );
  const constants = scope.doubles(words.get('gapConstants'), 2 * pairCountOf(factors.length));
  const information = scope.doubles(words.get('gapInformation'), 2 * pairCountOf(K) * width);
  precisions.fill(0);
  information.fill(0);
  words.set({ gapColumnCount: d });
  eachInPairs(factors.length, (k, pair, second) => {
    constants[2 * pair + second] = factors[k]!.constant;
    matrices[k]!.forEach((value, cell) => {
      const [i, j] = [Math.floor(cell / d), cell % d];
      precisions[2 * ((pair * width + i) * width + j) + second] = value;
    });
  });
  eachInPairs(K, (k, pair, second) => {
    (matrices[k] ?? matrices[0]!).forEach((value, cell) => {
      const at = 2 * (pair * width + Math.floor(cell / d)) + second;
      information[at]! += value * means[k * width + (cell % d)]!;
    });
  });
}

/** Both states of every pair; of a single state twice the same. */
function eachInPairs(
  stateCount: number,
  visit: (k: number, pair: number, second: number) => void,
): void {
  for (let pair = 0; pair < pairCountOf(stateCount); pair++) {
    const first = Math.max(0, Math.min(2 * pair, stateCount - 2));
    visit(first, pair, 0);
    visit(Math.min(first + 1, stateCount - 1), pair, 1);
  }
}

/** U'U: d x d. */
function precisionOf(inverse: Float64Array, d: number): Float64Array {
  return Float64Array.from({ length: d * d }, (_, cell) => {
    const [i, j] = [Math.floor(cell / d), cell % d];
    let value = 0;
    for (let row = Math.max(i, j); row < d; row++) {
      value += inverse[triangleLength(row) + i]! * inverse[triangleLength(row) + j]!;
    }
    return value;
  });
}
