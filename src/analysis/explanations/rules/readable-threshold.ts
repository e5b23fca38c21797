// A threshold with as few digits as its neighbours in the data allow.

/**
 * The number of fewest significant digits in [low, high), nearest to their middle among those: `x <= it`
 * then tells the same rows apart as any other threshold between the two values.
 *
 * @param low the greatest value on the lower side
 * @param high the least value on the upper side; greater than low
 */
export function readableThreshold(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const candidates = [middle, low, high]
      .flatMap((value) => roundings(value, digits))
      .filter((value) => value >= low && value < high);
    if (candidates.length === 0) continue;
    return candidates.reduce((best, value) =>
      Math.abs(value - middle) < Math.abs(best - middle) ? value : best,
    );
  }
  return low;
}

/** A number rounded to some digits, and its neighbours of as many. */
function roundings(value: number, digits: number): number[] {
  if (value === 0 || !Number.isFinite(value)) return [value];
  const exponent = Math.floor(Math.log10(Math.abs(value))) - digits + 1;
  const rounded = Number(value.toPrecision(digits));
  const step = Number(`1e${exponent}`);
  return [rounded, rounded - step, rounded + step].map((near) => Number(near.toPrecision(digits)));
}
