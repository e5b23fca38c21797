// Recipes: defaults filled in, faults named, later versions refused.
import { describe, expect, it } from 'vitest';
import { PersonaeError } from '#shared/errors';
import { parseRecipe } from '#shared/recipe/recipe';

const minimal = {
  version: 1,
  workflow: 'rfe',
  source: { kind: 'delimited', file: 'orders.csv' },
  mapping: { person: { column: 'customer' }, time: { column: 'date', format: 'iso' } },
};

function faultOf(json: unknown): PersonaeError {
  try {
    parseRecipe(json, 'shop.json');
  } catch (thrown) {
    if (thrown instanceof PersonaeError) return thrown;
  }
  throw new Error('the recipe was taken');
}

describe('parseRecipe', () => {
  it('fills in every default', () => {
    expect(parseRecipe(minimal, 'shop.json')).toMatchObject({
      asOf: { date: null, timeZone: 'UTC' },
      features: { engagement: { measure: 'sessions', gapMinutes: 30 } },
      transform: { log: true, winsorisePercentile: 99.5 },
      model: { kind: 'k-means', kMinimum: 2, kMaximum: 10, restartCount: 20, tolerance: 1e-4 },
      quality: { robots: { percentile: 99.9 } },
      seed: 1,
    });
  });

  it('is stable: a parsed recipe parses to itself', () => {
    const once = parseRecipe(minimal, 'shop.json');
    expect(parseRecipe(JSON.parse(JSON.stringify(once)), 'shop.json')).toEqual(once);
  });

  it.each([
    [{ ...minimal, workflow: 'horoscope' }, 'workflow'],
    [{ ...minimal, mapping: { person: { column: 'a' } } }, 'mapping.time'],
    [{ ...minimal, seed: -1 }, 'seed'],
    [{ ...minimal, asOf: { date: '2015-13-40' } }, 'asOf.date'],
  ])('names the field that is wrong (%#)', (json, place) => {
    const fault = faultOf(json);
    expect(fault.code).toBe('recipe.invalid');
    expect(fault.message).toContain('shop.json');
    expect(fault.message).toContain(place);
  });

  it('says which ways of writing a moment there are', () => {
    const time = { column: 'date', format: 'isoo' };
    const { message } = faultOf({ ...minimal, mapping: { ...minimal.mapping, time } });
    expect(message).toContain('mapping.time.format: expected one of native, iso, yyyymmdd');
  });

  it('refuses a field that it does not know, so that a typing error is not silently ignored', () => {
    expect(faultOf({ ...minimal, sead: 4 }).message).toContain('sead');
  });

  it('refuses a recipe of a later version, saying so', () => {
    expect(faultOf({ ...minimal, version: 2 }).code).toBe('recipe.version');
  });
});
