// Splits of categorical features: the levels that go left are a set, other values count as missing.
import { isMember } from './bins';

export function levelGoesLeft(set: usize, levelCount: u32, value: f64, missingLeft: u32): u32 {
  if (!(value >= 0 && value < <f64>levelCount)) return missingLeft;
  return isMember(set, <u32>value);
}
