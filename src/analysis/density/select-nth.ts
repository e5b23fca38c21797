// Hoare's selection: puts the n smallest keys in front, in linear time.

/**
 * Reorders keys and rows alike within [start, end) so that no key before `nth` is greater than one at
 * or behind it.
 */
export function selectNth(
  keys: Float64Array,
  rows: Uint32Array,
  start: number,
  end: number,
  nth: number,
): void {
  let low = start;
  let high = end - 1;
  while (low < high) {
    const pivot = medianOfThree(keys[low]!, keys[(low + high) >> 1]!, keys[high]!);
    let i = low;
    let j = high;
    while (i <= j) {
      while (keys[i]! < pivot) i++;
      while (keys[j]! > pivot) j--;
      if (i > j) break;
      const key = keys[i]!;
      keys[i] = keys[j]!;
      keys[j] = key;
      const row = rows[i]!;
      rows[i] = rows[j]!;
      rows[j] = row;
      i++;
      j--;
    }
    if (nth <= j) high = j;
    else if (nth >= i) low = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
