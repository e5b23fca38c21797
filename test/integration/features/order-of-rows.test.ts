// Whose row comes first makes no difference: the same bytes from shuffled rows, and on 1 and 2 threads.
import fc from 'fast-check';
import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '#analysis/random';
import { computeFeatures } from '#engine/features/compute-features';
import type { PersonFeatures } from '#engine/features/person-features';
import { ingest } from '#engine/ingest/ingest';
import { silentContext } from '#engine/jobs/job-context';
import { openWorkingStore } from '#engine/store/working-store';
import {
  readerThreadUrl,
  recipeOf,
  temporaryFolder,
  type RecipeParts,
} from '../ingest/ingest-fixture.ts';

interface Row {
  readonly person: string;
  readonly second: number;
  readonly amount: number | null;
  readonly click: 0 | 1 | null;
}

const rowArbitrary: fc.Arbitrary<Row> = fc.record({
  person: fc.constantFrom('NA', 'a', 'B', 'ß', '007', '7', 'a b', '😀'),
  second: fc.integer({ min: 0, max: 400_000 }),
  amount: fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  click: fc.constantFrom(0 as const, 1 as const, null),
});

const mapping: RecipeParts['mapping'] = {
  person: { column: 'person' },
  time: { column: 'second', format: 'unix-seconds' },
  amount: { column: 'amount' },
  click: { column: 'click' },
};

function writeCsv(rows: readonly Row[]): RecipeParts['source'] {
  const file = join(temporaryFolder(), 'rows.csv');
  const lines = rows.map((row) =>
    [row.person, row.second, row.amount ?? '', row.click ?? ''].join(','),
  );
  writeFileSync(file, `person,second,amount,click\n${lines.join('\n')}\n`);
  return { kind: 'delimited', file, options: { delimiter: ',', header: true } };
}

function writeSqlite(rows: readonly Row[]): RecipeParts['source'] {
  const file = join(temporaryFolder(), 'rows.sqlite');
  const database = new Database(file);
  database.exec('CREATE TABLE e (person TEXT, second INTEGER, amount REAL, click INTEGER)');
  const insert = database.prepare('INSERT INTO e VALUES (@person, @second, @amount, @click)');
  database.transaction(() => rows.forEach((row) => insert.run(row)))();
  database.close();
  return { kind: 'sqlite', file, from: { table: 'e' } };
}

type Choices = Pick<RecipeParts, 'features' | 'quality' | 'asOf'>;

/** The features, or the error where nobody is left. */
async function features(
  source: RecipeParts['source'],
  choices: Choices,
  threadCount: number,
): Promise<PersonFeatures | string> {
  const recipe = recipeOf({ source, mapping, ...choices });
  const store = openWorkingStore(join(temporaryFolder(), 'store'));
  const options = { threadCount, readerCount: threadCount, readerThreadUrl };
  const tables = await ingest(recipe.source, recipe.mapping, store, silentContext(), options);
  try {
    return await computeFeatures(tables, recipe, silentContext());
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'data.too-few-persons' });
    return String(thrown);
  } finally {
    tables.close();
  }
}

const choicesArbitrary: fc.Arbitrary<Choices> = fc.record({
  asOf: fc.record({ timeZone: fc.constantFrom('UTC', 'Asia/Kolkata') }),
  features: fc.record({
    recency: fc.record({ qualifying: fc.constantFrom('any-event', 'click') }),
    frequency: fc.record({ measure: fc.constantFrom('clicks', 'events', 'active-days') }),
    engagement: fc.record({ measure: fc.constantFrom('sessions', 'amount') }),
  }),
  quality: fc.record({
    duplicates: fc.constantFrom('keep', 'drop'),
    negativeAmounts: fc.constantFrom('keep', 'drop'),
    robots: fc.record({
      treatment: fc.constantFrom('keep', 'cap', 'leave-out'),
      percentile: fc.constantFrom(90, 99.9),
    }),
  }),
});

test('shuffled rows, text or SQLite, one thread or two: the same persons and numbers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rowArbitrary, { minLength: 1, maxLength: 120 }),
      choicesArbitrary,
      fc.nat(),
      async (rows, choices, seed) => {
        const order = Uint32Array.from(rows, (_row, index) => index);
        createRandom(seed).shuffle(order);
        const shuffled = [...order].map((index) => rows[index]).filter((row) => row !== undefined);
        const first = await features(writeCsv(rows), choices, 1);
        expect(await features(writeCsv(shuffled), choices, 2)).toEqual(first);
        expect(await features(writeSqlite(shuffled), choices, 2)).toEqual(first);
        if (typeof first === 'string') return;
        const bytes = first.persons.map((person) => Buffer.from(person));
        expect(bytes).toEqual(bytes.toSorted((a, b) => Buffer.compare(a, b)));
      },
    ),
    // A smaller counterexample would be looked for until the test's time is over.
    { numRuns: 12, endOnFailure: true },
  );
});
