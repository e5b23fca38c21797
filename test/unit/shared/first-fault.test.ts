import { expect, test } from 'vitest';
import { z } from 'zod';
import { firstFault } from '#shared/first-fault';

const schema = z.object({ rows: z.array(z.object({ name: z.string() })) });

test.each([
  [{}, ' at rows: it is missing'],
  [{ rows: [{ name: 'a' }, {}] }, ' at rows.1.name: it is missing'],
  [{ rows: 1 }, ' at rows: Invalid input: expected array, received number'],
  [null, ': Invalid input: expected object, received null'],
])('%j', (json, words) => {
  expect(firstFault(schema.safeParse(json).error!)).toBe(words);
});
