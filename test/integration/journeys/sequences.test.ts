// From rows to sequences: the window, the cutoff, the outcome taken out, ties, rare kinds, bad input.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ingest } from '#engine/ingest/ingest';
import { buildSequences } from '#engine/sequences/build-sequences';
import { requireLearnable } from '#engine/sequences/require-learnable';
import type { BuiltSequences } from '#engine/sequences/sequence-types';
import { eventsMapping } from '#engine/workflows/events-mapping';
import { journeysRecipeSchema, type JourneysRecipe } from '#shared/recipe/journeys-recipe';
import { workflowContext } from '../workflow-fixture.ts';

const log = `who,at,what,worth
b,2024-01-01,sent,1
b,2024-01-05,opened,2
b,2024-02-20,cancel,
a,2024-01-02,sent,3
a,2024-01-02,opened,
a,2024-01-09,sent,4
a,2024-03-01,opened,5
c,2024-01-03,sent,1
c,2024-01-04,cancel,
d,2024-02-25,sent,1
e,2024-01-07,sent,1
e,2024-01-08,opened,1
`;

type Sequences = Partial<JourneysRecipe['journeys']['sequences']>;
type Changes = Partial<Record<'mapping' | 'asOf' | 'quality', object>>;

async function build(
  text: string,
  sequences: object,
  changes: Changes = {},
): Promise<BuiltSequences> {
  const context = workflowContext();
  const file = join(context.folder, 'log.csv');
  writeFileSync(file, text);
  const recipe = journeysRecipeSchema.parse({
    version: 1,
    workflow: 'journeys',
    source: { kind: 'delimited', file },
    mapping: {
      person: { column: 'who' },
      time: { column: 'at', format: 'iso' },
      kind: { column: 'what' },
      ...changes.mapping,
    },
    journeys: { sequences },
    ...changes.asOf,
  });
  const { store, job, environment } = context;
  const tables = await ingest(recipe.source, await eventsMapping(recipe), store, job, {
    threadCount: 2,
    readerThreadUrl: environment.threadUrls.reader,
  });
  onTestFinished(() => tables.close());
  return buildSequences(tables, recipe, job);
}

const cancelOutcome = { kind: 'events', kinds: ['cancel'] };
const february: Sequences = { cutoff: { kind: 'date', date: '2024-02-01' } };

function journeyOf(built: BuiltSequences, person: string): string {
  const at = built.persons.indexOf(person);
  const events = Array.from(built.kinds.keys()).slice(built.starts[at], built.starts[at + 1]);
  return events
    .map((event) => `${built.kindNames[built.kinds[event]!]}@${built.days[event]}`)
    .join(' ');
}

describe('sequences', () => {
  it('end at the cutoff; the outcome is looked for behind it and never an input', async () => {
    const built = await build(log, { ...february, outcome: cancelOutcome });
    expect(built.persons).toEqual(['a', 'b', 'e']);
    expect(journeyOf(built, 'a')).toBe('opened@1 sent@1 sent@8');
    expect(journeyOf(built, 'b')).toBe('sent@0 opened@4');
    expect(built.kindNames).not.toContain('cancel');
    expect([...built.outcome!.happened]).toEqual([0, 1, 0]);
    // From the cutoff to the cancellation, or to the day after the last event.
    expect([...built.outcome!.days]).toEqual([30, 19, 30]);
    expect(built.outcomeEventsTakenOut).toBe(2);
    expect(built.leftOut).toEqual([
      { reason: 'The outcome came before the cutoff', personCount: 1 },
      { reason: 'No event in the observation window', personCount: 1 },
    ]);
    expect(built.window).toMatchObject({
      from: '2024-01-01',
      cutoff: '2024-02-01',
      followedUntil: '2024-03-02',
      cutoffDay: 31,
    });
  });

  it('may end at each person own outcome', async () => {
    const cutoff = { kind: 'before-outcome', days: 2 };
    const built = await build(log, { cutoff, outcome: cancelOutcome });
    expect(journeyOf(built, 'a')).toContain('opened@60');
    expect(journeyOf(built, 'b')).toBe('sent@0 opened@4');
    // Nothing is left of c two days before the cancellation.
    expect(built.persons).toEqual(['a', 'b', 'd', 'e']);
    expect(built.window.cutoff).toBeNull();
  });

  it('need no outcome', async () => {
    const built = await build(log, {});
    expect(built.outcome).toBeNull();
    expect(built.kindNames).toContain('cancel');
    expect(built.persons).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('are cut to their latest events, and hold amounts where there are any', async () => {
    const built = await build(
      log,
      { ...february, maximumEvents: 2 },
      { mapping: { amount: { column: 'worth' } } },
    );
    expect(journeyOf(built, 'a')).toBe('sent@1 sent@8');
    expect(built.truncatedPersonCount).toBe(1);
    expect([...built.amounts!.slice(0, 2)]).toEqual([3, 4]);
  });

  it('put rare kinds together', async () => {
    const built = await build(log, { rareShare: 0.2 });
    expect(built.rareKinds).toEqual(['cancel']);
    expect(built.kindNames.at(-1)).toBe('other');
  });

  it('come from 0/1 columns as well, one event a set column', async () => {
    const rows = `who,at,opened,clicked
a,2024-01-01,1,0
a,2024-01-02,1,1
a,2024-01-03,0,0
b,2024-01-01,yes,no
b,2024-01-04,false,true
`;
    const built = await build(
      rows,
      {
        input: 'indicators',
        indicators: [{ column: 'opened' }, { column: 'clicked' }],
      },
      { mapping: { kind: undefined } },
    );
    expect(journeyOf(built, 'a')).toBe('opened@0 clicked@1 opened@1 none of these@2');
    expect(journeyOf(built, 'b')).toBe('opened@0 clicked@3');
  });

  it('take an outcome from a column', async () => {
    const rows = `who,at,what,state
a,2024-01-01,sent,active
a,2024-01-02,opened,active
b,2024-01-01,sent,active
b,2024-01-02,opened,active
b,2024-02-03,opened,lost
`;
    const outcome = { kind: 'column', column: { column: 'state' }, values: ['lost'] };
    const built = await build(rows, { ...february, outcome });
    expect([...built.outcome!.happened]).toEqual([0, 1]);
    expect(journeyOf(built, 'b')).toBe('sent@0 opened@1');
  });

  it.each([
    ['one kind of event', 'who,at,what\na,2024-01-01,x\na,2024-01-02,x\n', {}, 'data.constant'],
    [
      'one event a person',
      'who,at,what\na,2024-01-01,x\nb,2024-01-02,y\n',
      {},
      'data.too-few-persons',
    ],
    [
      'an outcome that nobody has',
      log,
      { ...february, outcome: { kind: 'events', kinds: ['complained'] } },
      'data.constant',
    ],
    [
      'events behind the cutoff only',
      log,
      { cutoff: { kind: 'date', date: '2024-01-02' }, from: '2024-01-01', rareShare: 0 },
      'data.constant',
    ],
    [
      'a cutoff before the beginning',
      log,
      { cutoff: { kind: 'date', date: '2023-01-01' } },
      'recipe.invalid',
    ],
  ])('refuse %s with a clear message', async (_, text, sequences, code) => {
    await expect(build(text, sequences)).rejects.toMatchObject({ code });
  });

  it('say before any training that too few have the outcome to learn it', async () => {
    const { outcome, persons, window } = await build(log, { ...february, outcome: cancelOutcome });
    const built = { outcome, persons, window };
    const encoder = (kind: 'autoencoder' | 'counts' | null) =>
      journeysRecipeSchema.shape.journeys.parse({ encoder: { kind } }).encoder;
    expect(() => requireLearnable(built, encoder(null))).toThrow(
      expect.objectContaining({
        code: 'data.too-few-persons',
        message: `Only 1 of ${persons.length} people have the outcome "cancel" from 2024-02-01 on: too few to learn it.`,
      }),
    );
    expect(() => requireLearnable(built, encoder('autoencoder'))).not.toThrow();
    expect(() => requireLearnable({ ...built, outcome: null }, encoder(null))).not.toThrow();
    // From 31 people on, five are held out.
    const half = (count: number, of: number) => ({
      ...built,
      persons: Array.from({ length: of }, String),
      outcome: {
        ...outcome!,
        happened: Uint8Array.from({ length: of }, (_, i) => Number(i < count)),
      },
    });
    expect(() => requireLearnable(half(34, 68), encoder(null))).not.toThrow();
    expect(() => requireLearnable(half(27, 68), encoder(null))).toThrow();
    expect(() => requireLearnable(half(41, 68), encoder(null))).toThrow(/do not have/);
  });

  it('refuse a log without kinds', async () => {
    await expect(build(log, {}, { mapping: { kind: undefined } })).rejects.toMatchObject({
      code: 'mapping.incomplete',
    });
  });

  it('keep a person with 100,000 events to the latest ones', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => {
      const at = new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString().slice(0, 19);
      return `busy,${at},${i % 3 === 0 ? 'x' : 'y'}`;
    });
    const text = `who,at,what\nquiet,2024-01-01,x\nquiet,2024-01-02,y\n${rows.join('\n')}\n`;
    const built = await build(text, {}, { asOf: { quality: { robots: { treatment: 'keep' } } } });
    expect(built.persons).toEqual(['busy', 'quiet']);
    expect(built.starts[1]).toBe(200);
    expect(built.truncatedPersonCount).toBe(1);
  });

  it('do not depend on the order of the rows', async () => {
    const [header = '', ...rows] = log.trimEnd().split('\n');
    const shuffled = [header, ...rows.toReversed()].join('\n');
    const sequences = { ...february, outcome: cancelOutcome };
    const one = await build(log, sequences);
    expect(await build(`${shuffled}\n`, sequences)).toEqual(one);
  });
});
