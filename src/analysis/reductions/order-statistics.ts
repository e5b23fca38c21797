// The r-th least of very many values, without sorting or copying them all.

/** So few values are simply sorted. */
const fewValues = 1 << 16;

const digitCount = 1 << 16;

/** The two words of a 64-bit number, arranged so that greater numbers have greater words. */
class OrderedWords {
  private readonly words: Uint32Array;

  constructor(values: Float64Array) {
    this.words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  }

  /** Low words come first in memory, as on every machine that Electron runs on. */
  high(index: number): number {
    const high = this.words[2 * index + 1]!;
    return (high >>> 31 === 1 ? ~high : high ^ 0x80000000) >>> 0;
  }

  low(index: number): number {
    const negative = this.words[2 * index + 1]! >>> 31 === 1;
    const low = this.words[2 * index]!;
    return negative ? ~low >>> 0 : low;
  }

  /** The digit of 16 bits at a level, 0 being the most significant of four. */
  digit(index: number, level: number): number {
    const word = level < 2 ? this.high(index) : this.low(index);
    return level % 2 === 0 ? word >>> 16 : word & 0xffff;
  }
}

/** Values that share their leading digits. */
interface Stretch {
  readonly digits: readonly number[];
  /** How many values are less than all of these. */
  readonly before: number;
}

/**
 * Exact order statistics: values are counted by 16 bits at a time, and only the stretch that holds a
 * rank is looked at closer. Memory is bounded by 65,536 counts and as many values.
 *
 * @param values without NaN
 * @param ranks each from 0 to the number of values less one
 * @returns the value of each rank; minus zero counts as less than zero
 */
export function orderStatistics(values: Float64Array, ranks: readonly number[]): number[] {
  if (values.length <= fewValues) {
    const sorted = values.slice().sort();
    return ranks.map((rank) => sorted[rank]!);
  }
  const found = new Map<number, number>();
  const words = new OrderedWords(values);
  rankWithin(values, words, { digits: [], before: 0 }, [...new Set(ranks)], found);
  return ranks.map((rank) => found.get(rank)!);
}

function rankWithin(
  values: Float64Array,
  words: OrderedWords,
  stretch: Stretch,
  ranks: readonly number[],
  found: Map<number, number>,
): void {
  const level = stretch.digits.length;
  const counts = new Uint32Array(digitCount);
  for (let index = 0; index < values.length; index++) {
    if (belongs(words, index, stretch.digits)) counts[words.digit(index, level)]! += 1;
  }
  let before = stretch.before;
  let open = [...ranks].sort((a, b) => a - b);
  for (let digit = 0; digit < digitCount && open.length > 0; digit++) {
    const count = counts[digit]!;
    const inside = open.filter((rank) => rank < before + count);
    open = open.slice(inside.length);
    if (inside.length > 0) {
      const digits = [...stretch.digits, digit];
      if (count > fewValues && level < 3) {
        rankWithin(values, words, { digits, before }, inside, found);
      } else {
        const sorted = collect(values, words, digits, level < 3 ? count : 1).sort();
        for (const rank of inside) found.set(rank, sorted[level < 3 ? rank - before : 0]!);
      }
    }
    before += count;
  }
}

function belongs(words: OrderedWords, index: number, digits: readonly number[]): boolean {
  for (let level = 0; level < digits.length; level++) {
    if (words.digit(index, level) !== digits[level]) return false;
  }
  return true;
}

/** The first `count` values of a stretch; where all 64 bits are given, they are all the same. */
function collect(
  values: Float64Array,
  words: OrderedWords,
  digits: readonly number[],
  count: number,
): Float64Array {
  const collected = new Float64Array(count);
  let length = 0;
  for (let index = 0; index < values.length && length < count; index++) {
    if (belongs(words, index, digits)) collected[length++] = values[index]!;
  }
  return collected;
}
