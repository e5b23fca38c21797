// A run of workflow States on the rides sample: from the file to named states, the same on any number
// of threads, and the same again after it was cancelled.
import { describe, expect, test } from 'vitest';
import { runStates } from '#engine/workflows/states/run-states';
import { statesWorkflow } from '#engine/workflows/states/states-workflow';
import { boundNames } from '#engine/exports/portable-recipe';
import type { Table } from '#engine/exports/write-table';
import type { WorkflowRun } from '#engine/workflows/engine-workflow';
import { silentContext, type JobContext } from '#engine/jobs/job-context';
import { asInNotebook } from '#shared/recipe/notebook-preset';
import { statesPartialSchema } from '#shared/calls/fit-partial';
import { statesResultSchema } from '#shared/results/states-result';
import { workflowContext } from '../workflow-fixture.ts';
import { ridesMapping, ridesRecipe, writeRides } from './rides-fixture.ts';
import { recipeFor } from './states-fixture.ts';

const { tables } = statesWorkflow;

function cells(table: Table | undefined, name: string): (string | number | null)[] {
  const column = table?.columns.find((of) => of.name === name);
  if (!table || !column) throw new Error(`there is no column ${name}`);
  return Array.from({ length: table.rowCount }, (_, row) => column.value(row));
}

describe('the rides sample', () => {
  test('four planted states are found, named, and told in tables that agree', async () => {
    const context = workflowContext();
    const recipe = ridesRecipe(writeRides(context.folder));
    const run = await runStates(recipe, context);
    const { result, columns } = run;
    expect(() => statesResultSchema.parse(JSON.parse(JSON.stringify(result)))).not.toThrow();
    expect(result.choice).toMatchObject({ chosenK: 4, chosenBy: 'data', criterion: 'held-out' });
    expect(result.plantedRows?.foundShare).toBeGreaterThan(0.95);
    expect(result.scoreCard?.foundShare).toBeGreaterThan(0.95);
    expect(result.segments.filter(({ dormant }) => dormant)).toHaveLength(1);
    expect(new Set(result.segments.map(({ suggestedName }) => suggestedName)).size).toBe(4);
    expect(result.runaway).toBeNull();
    for (const row of result.transitionMatrix) {
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    }
    expect(result.panel.personCount).toBe(columns.persons.length);
    expect(result.segments.reduce((sum, { nowCount }) => sum + nowCount, 0)).toBe(
      columns.persons.length,
    );
    expect(result.forecast.shares).toHaveLength(13);
    const assignments = tables.assignments?.(run);
    expect(assignments?.rowCount).toBe(result.panel.rowCount);
    const counts = result.segments.map(
      ({ index }) => cells(assignments, 'state').filter((state) => state === index + 1).length,
    );
    expect(counts).toEqual(result.segments.map(({ rowCount }) => rowCount));
    expect(cells(tables.persons?.(run), 'state_now')).toEqual(
      Array.from(columns.segment, (state) => state + 1),
    );
    // A person's last row is the last in time; what was known then is what is known now.
    const [persons, periods] = [cells(assignments, 'person'), cells(assignments, 'period')];
    const lasts = columns.persons.map((person) => persons.lastIndexOf(person));
    expect(cells(tables.persons?.(run), 'last_period')).toEqual(lasts.map((row) => periods[row]));
    const [given, known] = ['probability', 'filtered_probability'].map((name) =>
      cells(assignments, name).map(Number),
    );
    for (const row of lasts) expect(known?.[row]).toBeCloseTo(given?.[row] ?? NaN, 9);
    expect(known?.some((value, row) => Math.abs(value - (given?.[row] ?? 0)) > 0.1)).toBe(true);
    expect(cells(tables.transitions?.(run), 'probability')).toEqual(result.transitionMatrix.flat());
    expect(tables.profile?.(run)?.rowCount).toBe(4);
  });

  test('one thread and two give the same bytes', async () => {
    const two = workflowContext(2);
    const file = writeRides(two.folder, 120);
    const recipe = ridesRecipe(file, { kMaximum: 4 });
    const one = await runStates(recipe, workflowContext(1));
    const other = await runStates(recipe, two);
    expect(JSON.stringify(other.result)).toBe(JSON.stringify(one.result));
    expect(other.columns).toEqual(one.columns);
    expect(other.arrays).toEqual(one.arrays);
  });

  test('names follow the content to another seed', async () => {
    const context = workflowContext();
    const recipe = ridesRecipe(writeRides(context.folder, 200), { k: 4 });
    const first = await runStates(recipe, context);
    const names = boundNames(first.result).map((bound, index) => ({
      ...bound,
      name: `My state ${index}`,
    }));
    const again = await runStates({ ...recipe, seed: 7, names }, context);
    const named = (run: WorkflowRun<'states'>) =>
      run.result.segments.map(({ identity, dormant, givenName }) => [identity, dormant, givenName]);
    expect(named(again)).toEqual(
      named(first).map(([identity, dormant], index) => [identity, dormant, `My state ${index}`]),
    );
  });

  test('without features the mapping makes them, and the states are found all the same', async () => {
    const context = workflowContext();
    const file = writeRides(context.folder, 200);
    const model = { kMinimum: 3, kMaximum: 5, restartCount: 2, foldCount: 3 };
    const recipe = recipeFor(file, { mapping: ridesMapping, states: { model } });
    const { result } = await runStates(recipe, context);
    expect(result.features.map(({ name }) => name)).toEqual([
      'weekday-events',
      'weekend-events',
      'mean-price',
    ]);
    expect(result.choice.chosenK).toBe(4);
    expect(result.plantedRows?.foundShare).toBeGreaterThan(0.95);
  });

  test('the settings of the notebook run away, and the result says so', async () => {
    const context = workflowContext();
    const recipe = ridesRecipe(writeRides(context.folder, 150), { restartCount: 2 });
    const states = asInNotebook(recipe.states);
    const { result } = await runStates({ ...recipe, states }, context);
    expect(result.features.every(({ emission }) => emission === 'gaussian')).toBe(true);
    expect(result.features.find(({ kind }) => kind === 'binary')?.scaled).toBe(false);
    expect(result.choice).toMatchObject({ criterion: 'bic-rows', chosenK: 5, atEdge: true });
    expect(result.runaway?.gainPerRow).toBeGreaterThan(1);
    expect(result.warnings).toContain(result.runaway?.sentence);
  });
});

/** A job that notes the numbers of states in each picture it is given. */
function watchedCandidates(): { shown: number[][]; job: JobContext } {
  const shown: number[][] = [];
  const partial = (value: unknown): void => {
    shown.push(statesPartialSchema.parse(value).candidates.map(({ k }) => k));
  };
  return { shown, job: { ...silentContext(), partial } };
}

describe('a sweep', () => {
  test('shows what it knows, stops when it is cancelled, and goes on where it was', async () => {
    const controller = new AbortController();
    const partials: unknown[] = [];
    const job: JobContext = {
      ...silentContext(),
      signal: controller.signal,
      partial: (value) => partials.push(value),
    };
    const context = workflowContext(2, job);
    const recipe = ridesRecipe(writeRides(context.folder, 200), { kMinimum: 2, kMaximum: 13 });
    const progress = (_stage: string, fraction: number | null): void => {
      const latest = statesPartialSchema.safeParse(partials.at(-1));
      if (controller.signal.aborted || !latest.success) return;
      if (latest.data.candidates.length < 2) return;
      expect(fraction).toBeLessThan(1);
      Atomics.store(job.cancelFlag, 0, 1);
      controller.abort();
    };
    const cancelled = runStates(recipe, { ...context, job: { ...job, progress } });
    await expect(cancelled).rejects.toMatchObject({ code: 'job.cancelled' });

    const { shown, job: resumed } = watchedCandidates();
    const short = ridesRecipe(recipe.source.file, { kMinimum: 2, kMaximum: 4 });
    const run = await runStates(short, { ...context, job: resumed });
    // What was finished is there from the first picture on, and the result is that of one go.
    expect(shown[0]?.slice(0, 2)).toEqual([2, 3]);
    const fresh = await runStates(short, { ...workflowContext(), job: silentContext() });
    expect(JSON.stringify(run.result)).toBe(JSON.stringify(fresh.result));
  });

  test('that was finished before shows its picture all the same', async () => {
    const context = workflowContext();
    const recipe = ridesRecipe(writeRides(context.folder, 60), { kMinimum: 2, kMaximum: 3 });
    const first = await runStates(recipe, context);
    const { shown, job } = watchedCandidates();
    const again = await runStates(recipe, { ...context, job });
    expect(shown).toEqual([[2, 3]]);
    expect(JSON.stringify(again.result)).toBe(JSON.stringify(first.result));
  });

  test('too few persons or periods are an error in words', async () => {
    const context = workflowContext();
    const recipe = ridesRecipe(writeRides(context.folder, 1), { k: 12 });
    await expect(runStates(recipe, context)).rejects.toMatchObject({
      code: 'data.too-few-persons',
      message: expect.stringMatching(/^1 person with .* too few for 12 states/) as string,
    });
  });
});

describe('scoring', () => {
  test('new rows get filtered states; drift is said first', async () => {
    const context = workflowContext();
    const recipe = ridesRecipe(writeRides(context.folder, 200), { k: 4 });
    const run = await runStates(recipe, context);
    const newer = workflowContext();
    const file = writeRides(newer.folder, 80, 5);
    const source = { kind: 'delimited', file, options: {} } as const;
    const scored = await statesWorkflow.score(run, { ...recipe, source }, newer);
    expect(scored.drift.verdict).toBe('alike');
    expect(scored.segments.reduce((sum, { personCount }) => sum + personCount, 0)).toBe(80);
    expect(scored.table.columns.map(({ name }) => name)).toEqual([
      'person',
      'period',
      'state',
      'name',
      'probability',
    ]);
    const probabilities = cells(scored.table, 'probability').map(Number);
    expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0.25);
  });
});
