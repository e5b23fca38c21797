import { expect, test } from 'vitest';
import { PersonaeError } from '#shared/errors';
import { createSamplePace } from '#engine/samples/sample-pace';

test('the fraction never falls, stays below 1 whatever the estimate, and ends at 1', () => {
  const seen: number[] = [];
  const pace = createSamplePace({ onProgress: (fraction) => seen.push(fraction) }, 100);
  for (let step = 0; step < 5; step++) pace.advance(40);
  expect(seen).toEqual([0.4, 0.8, 0.999, 0.999, 0.999]);
  pace.finish();
  expect(seen.at(-1)).toBe(1);
});

test('a wish to stop ends the work with a typed error', () => {
  const pace = createSamplePace({ shouldStop: () => true }, 100);
  expect(() => pace.advance(1)).toThrow(PersonaeError);
  expect(() => pace.advance(1)).toThrow(expect.objectContaining({ code: 'job.cancelled' }));
});
