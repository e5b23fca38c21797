// What a log-likelihood is made of; the scale product is kept as mantissa and exponent.

/**
 * What a log-likelihood is made of, for each of four lanes: f64 sum of the rows' largest log densities,
 * i64 sum of biased exponents, f64 mantissa; then u32 rows, and whether something went wrong.
 */
const SCALE_EXPONENTS: usize = 32;
const SCALE_MANTISSAS: usize = 64;
export const SCALE_ROWS: usize = 96;
export const SCALE_TROUBLE: usize = 100;
export const SCALE_BYTES: usize = 112;

/** Below this scale the twin takes over: a state may have vanished that later rows would bring back. */
export const LEAST_SCALE: f64 = 1e-100;

/** Multiplies a scale into a product that is kept as mantissa and exponent. */
// @ts-ignore: decorator
@inline
export function multiplyScale(record: usize, lane: usize, scale: v128, one: v128): void {
  const product = f64x2.mul(v128.load(record + lane, SCALE_MANTISSAS), scale);
  const exponents = v128.load(record + lane, SCALE_EXPONENTS);
  v128.store(record + lane, i64x2.add(exponents, i64x2.shr_u(product, 52)), SCALE_EXPONENTS);
  const mantissa = i64x2.shr_u(i64x2.shl(product, 12), 12);
  v128.store(record + lane, v128.or(mantissa, one), SCALE_MANTISSAS);
}

// @ts-ignore: decorator
@inline
export function startRecord(record: usize): void {
  memory.fill(record, 0, SCALE_BYTES);
  v128.store(record, f64x2.splat(1), SCALE_MANTISSAS);
  v128.store(record, f64x2.splat(1), SCALE_MANTISSAS + 16);
}
