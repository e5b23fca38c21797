// The share of a column's variance that lies within persons.
import { describe, expect, test } from 'vitest';
import { withinPersonShare } from '#analysis/states/within-persons';

const starts = Uint32Array.of(0, 2, 4);

describe('variance within persons', () => {
  test('is nothing for a property of the person and everything where persons have one mean', () => {
    expect(withinPersonShare(starts, Float64Array.of(0, 0, 1, 1))).toBe(0);
    expect(withinPersonShare(starts, Float64Array.of(0, 1, 0, 1))).toBe(1);
  });

  test('by hand: 4 within of 20 in all, also far from zero and beside missing cells', () => {
    // Means 1 and 5 (all: 3); within 1+1+1+1, all 9+1+1+9.
    expect(withinPersonShare(starts, Float64Array.of(0, 2, 4, 6))).toBeCloseTo(4 / 20, 12);
    const far = Float64Array.of(1e8, 1e8 + 2, 1e8 + 4, 1e8 + 6);
    expect(withinPersonShare(starts, far)).toBeCloseTo(4 / 20, 6);
    const missing = Float64Array.of(0, 2, NaN, 4, 6);
    expect(withinPersonShare(Uint32Array.of(0, 2, 5), missing)).toBeCloseTo(4 / 20, 12);
  });

  test('is not known of a constant column or one without values', () => {
    expect(withinPersonShare(starts, Float64Array.of(7, 7, 7, 7))).toBeNull();
    expect(withinPersonShare(starts, new Float64Array(4).fill(NaN))).toBeNull();
  });
});
