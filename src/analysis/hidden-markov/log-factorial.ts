// log n! of the Poisson density.
import { naturalLog } from './exponential.ts';

const table = new Float64Array(256);
for (let n = 2; n < table.length; n++) table[n] = table[n - 1]! + naturalLog(n);

/** @param n a whole number, not negative; above 255 by Stirling's series, exact to rounding */
export function logFactorial(n: number): number {
  if (n < table.length) return table[n]!;
  const series = (1 / 12 - (1 / 360 - 1 / 1260 / (n * n)) / (n * n)) / n;
  return (n + 0.5) * naturalLog(n) - n + naturalLog(2 * Math.PI) / 2 + series;
}
