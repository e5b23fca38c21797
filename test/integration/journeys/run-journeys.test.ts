// A whole run of journeys: the sample's planted experiences, the same bytes on one thread and two, the
// saved model, and a real event log.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from '#analysis/random';
import { writeTouchpointsSample } from '#engine/samples/write-touchpoints-sample';
import { journeysWorkflow } from '#engine/workflows/journeys/journeys-workflow';
import { journeysRecipeSchema, type JourneysRecipe } from '#shared/recipe/journeys-recipe';
import { workflowContext } from '../workflow-fixture.ts';

const fines = join(import.meta.dirname, '../../../../shared/data/traffic-fines/traffic_fines.csv');

function sampleRecipe(file: string, journeys: object): JourneysRecipe {
  return journeysRecipeSchema.parse({
    version: 1,
    workflow: 'journeys',
    source: { kind: 'delimited', file },
    mapping: {
      person: { column: 'customer_id' },
      time: { column: 'happened_at', format: 'iso' },
      kind: { column: 'event' },
    },
    journeys,
  });
}

/** The log without its cancellations, and a third of the customers cancel instead, chosen by their key. */
function withOutcomeByLot(text: string): string {
  const rows = text
    .trimEnd()
    .split('\n')
    .filter((row) => !row.endsWith(',cancel'));
  const persons = [...new Set(rows.slice(1).map((row) => row.split(',')[0]!))].sort();
  const drawn = persons.filter((_, i) => createRandom(deriveSeed(9, 'lot', i)).uniform() < 0.33);
  const day = (i: number) => 10 + (i % 18);
  return [
    ...rows,
    ...drawn.map((person, i) => `${person},2023-12-${day(i)} 12:00:00,cancel`),
    '',
  ].join('\n');
}

const quick = { umap: false, encoder: { epochCount: 12, stabilitySeedCount: 2 } };
const cancel = { outcome: { kind: 'events', kinds: ['cancel'] } };

describe('a run of journeys', () => {
  it('gives the same bytes on one thread and on two, and places its own people again', async () => {
    const [one, two] = [workflowContext(1), workflowContext(2)];
    const file = join(one.folder, 'log.csv');
    writeTouchpointsSample({ file, personCount: 900, seed: 3 });
    const recipe = sampleRecipe(file, { ...quick, sequences: cancel });
    const first = await journeysWorkflow.run(recipe, one);
    const second = await journeysWorkflow.run(recipe, two);
    expect(JSON.stringify(second.result)).toBe(JSON.stringify(first.result));
    expect(second.columns).toEqual(first.columns);
    expect(second.arrays['encodings']).toEqual(first.arrays['encodings']);
    expect(JSON.stringify(first.result)).not.toContain('NaN');

    const { result, columns } = first;
    const sizes = result.segments.map(({ index }) => columns.segment.filter((s) => s === index));
    expect(sizes.map(({ length }) => length)).toEqual(
      result.segments.map(({ personCount }) => personCount),
    );
    const scored = await journeysWorkflow.score(first, recipe, two);
    expect(scored.table.rowCount).toBeGreaterThanOrEqual(columns.persons.length);
    expect(scored.segments.at(-1)?.name).toBe('Like no others');
    const named = scored.segments.reduce((sum, { personCount }) => sum + personCount, 0);
    expect(named).toBe(scored.table.rowCount);
  });

  it('finds the planted experiences of the sample', async () => {
    const context = workflowContext();
    const file = join(context.folder, 'log.csv');
    writeTouchpointsSample({ file, personCount: 8000, seed: 1 });
    const encoder = { stabilitySeedCount: 1 };
    const recipe = sampleRecipe(file, { umap: false, encoder, sequences: cancel });
    const { result } = await journeysWorkflow.run(recipe, context);
    expect(result.scoreCard?.adjustedRand).toBeGreaterThan(0.8);
    expect(result.scoreCard?.foundShare).toBeGreaterThan(0.85);
    expect(result.sequences.cutoff).not.toBeNull();
    // The same events in opposite orders are told apart, and their outcomes differ.
    const card = result.scoreCard?.segments ?? [];
    const of = (planted: string) => card.find((entry) => entry.planted === planted);
    const [early, late] = [of('helped_early'), of('trouble_late')];
    expect(early?.matchedSegmentId).not.toBe(late?.matchedSegmentId);
    const outcomeOf = (id: string | null | undefined) =>
      result.segments.find((segment) => segment.id === id)?.row.outcome;
    const [calm, troubled] = [
      outcomeOf(early?.matchedSegmentId),
      outcomeOf(late?.matchedSegmentId),
    ];
    expect(troubled!.low).toBeGreaterThan(calm!.high);
  });

  it('says that nothing predicts an outcome that is drawn by lot', async () => {
    const context = workflowContext();
    const file = join(context.folder, 'log.csv');
    writeTouchpointsSample({ file, personCount: 2000, seed: 5 });
    writeFileSync(file, withOutcomeByLot(readFileSync(file, 'utf8')));
    const recipe = sampleRecipe(file, {
      umap: false,
      encoder: { epochCount: 6, stabilitySeedCount: 1 },
      clustering: { kind: 'k-means', k: 3 },
      sequences: cancel,
    });
    const { result } = await journeysWorkflow.run(recipe, context);
    expect(result.encoder.verdict).toBe('no-signal');
    expect(result.warnings[0]).toMatch(/No signal/);
  });

  it.each(['autoencoder', 'counts'] as const)('encodes by %s too', async (kind) => {
    const context = workflowContext();
    const file = join(context.folder, 'log.csv');
    writeTouchpointsSample({ file, personCount: 600, seed: 2 });
    const recipe = sampleRecipe(file, {
      umap: false,
      encoder: { kind, epochCount: 4, stabilitySeedCount: 2 },
      clustering: { kind: 'hdbscan' },
    });
    const run = await journeysWorkflow.run(recipe, context);
    expect(run.result.encoder).toMatchObject({ kind, verdict: 'not-asked', network: null });
    expect(run.result.clustering.condensedTree?.length).toBeGreaterThan(0);
    const tables = Object.values(journeysWorkflow.tables).map((table) => table(run));
    for (const { rowCount, columns } of tables) {
      for (const column of columns) {
        for (let row = 0; row < rowCount; row++) expect(column.value(row)).not.toBeNaN();
      }
    }
  });

  it.skipIf(!existsSync(fines))(
    'describes traffic fines, which go to credit collection in 3,387 cases (data absent: skipped)',
    async () => {
      const recipe = journeysRecipeSchema.parse({
        version: 1,
        workflow: 'journeys',
        source: { kind: 'delimited', file: fines },
        mapping: {
          person: { column: 'case_id' },
          time: { column: 'timestamp', format: 'iso' },
          kind: { column: 'activity' },
        },
        // No case is a robot.
        quality: { robots: { treatment: 'keep' } },
        journeys: {
          ...quick,
          sequences: {
            outcome: { kind: 'events', kinds: ['Send for Credit Collection'] },
            cutoff: { kind: 'before-outcome' },
          },
        },
      });
      const { result } = await journeysWorkflow.run(recipe, workflowContext());
      expect(result.outcome?.personCount).toBe(3387);
      expect(result.kinds).not.toContain('Send for Credit Collection');
      const payment = result.kinds.indexOf('Payment');
      expect(payment).toBeGreaterThanOrEqual(0);
      // All but the outcomes, and three events on or behind the day of theirs.
      expect(result.sequences.eventCount).toBe(34_724 - 3387 - 3);
      expect(result.segments.length).toBeGreaterThan(2);
    },
  );
});
