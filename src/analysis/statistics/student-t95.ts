// The 97.5 % quantile of Student's t, for 95 % intervals from a handful of repeats.
import { requireRange } from './require-values.ts';
import { z95 } from './wilson-interval.ts';

/**
 * The value that |t| exceeds with probability 0.05. Up to 100 degrees of freedom it is found by
 * bisection of the exact law (Abramowitz and Stegun 26.7.3 and 26.7.4), beyond by the expansion
 * about the normal quantile (26.7.5), which there is right to 1e-8.
 *
 * @param degreesOfFreedom a whole number, at least 1
 * @throws AnalysisError `parameter.out-of-range`
 */
export function studentT95(degreesOfFreedom: number): number {
  requireRange(degreesOfFreedom, 1, Number.MAX_SAFE_INTEGER, 'Degrees of freedom');
  const n = Math.floor(degreesOfFreedom);
  if (n > 100) return expansion(n);
  let low = 0;
  let high = Math.PI / 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (centralProbability(middle, n) < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(n) * Math.tan((low + high) / 2);
}

/** P(|t| <= sqrt(n) tan(angle)). */
function centralProbability(angle: number, n: number): number {
  const cosine = Math.cos(angle);
  const square = cosine * cosine;
  let term = n % 2 === 1 ? cosine : 1;
  let sum = n === 1 ? 0 : term;
  for (let i = n % 2 === 1 ? 3 : 2; i <= n - 2; i += 2) {
    term *= (square * (i - 1)) / i;
    sum += term;
  }
  const series = Math.sin(angle) * sum;
  return n % 2 === 1 ? (2 / Math.PI) * (angle + series) : series;
}

function expansion(n: number): number {
  const z = z95;
  return (
    z +
    (z ** 3 + z) / (4 * n) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * n ** 3)
  );
}
