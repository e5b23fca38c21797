// Splits of categorical features: the levels that go left are a set, other values count as missing.
import { isMember } from './bins';

// @ts-ignore: decorator
@inline
export function isLevel(value: f64, levelCount: u32): bool {
  return value >= 0 && value < <f64>levelCount;
}

export function levelGoesLeft(set: usize, levelCount: u32, value: f64, missingLeft: u32): u32 {
  return isLevel(value, levelCount) ? isMember(set, <u32>value) : missingLeft;
}
