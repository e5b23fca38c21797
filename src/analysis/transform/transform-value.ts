// One cell through a fitted column transform, and back.
import type { ColumnTransform } from './transform-params.ts';

/** sign(x) log(1 + |x|): equal to log1p for x >= 0, odd, increasing, invertible. */
export function signedLog1p(value: number): number {
  return value < 0 ? -Math.log1p(-value) : Math.log1p(value);
}

/** The inverse of `signedLog1p`. */
export function signedExpm1(value: number): number {
  return value < 0 ? -Math.expm1(-value) : Math.expm1(value);
}

type Bounds = Pick<ColumnTransform, 'lower' | 'upper'>;

/** A value within the bounds, where there are any. */
export function winsorise(value: number, { lower, upper }: Bounds): number {
  if (upper !== null && value > upper) return upper;
  if (lower !== null && value < lower) return lower;
  return value;
}

/** A value in own units to its z-value. */
export function transformValue(value: number, column: ColumnTransform): number {
  const logged = column.log1p ? signedLog1p(value) : value;
  return (winsorise(logged, column) - column.mean) / column.scale;
}

/** A z-value back to own units; what winsorising cut off cannot come back. */
export function invertValue(z: number, column: ColumnTransform): number {
  const logged = z * column.scale + column.mean;
  return column.log1p ? signedExpm1(logged) : logged;
}
