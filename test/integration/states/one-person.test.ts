// The two calls of the person page: a draft's rows of one person, and the states of one of a run.
import { mkdtempSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerCall } from '#engine/calls/answer-call';
import { answerControl } from '#engine/calls/answer-control';
import { EngineSession } from '#engine/session';
import type { EngineEvents } from '#shared/calls/engine-events';
import { panelPreviewSchema, personStatesSchema } from '#shared/results/person-states';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import { testEnvironment } from '../../fixtures/test-environment.ts';
import { ridesRecipe, writeRides } from './rides-fixture.ts';

let folder: string;
let file: string;
let session: EngineSession;
let recipe: StatesRecipe;
const ends = new Map<string, EngineEvents['job.ended']>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'personae-person-'));
  file = writeRides(folder, 80);
  session = new EngineSession(testEnvironment(folder), {
    event: (name, payload) => {
      if (name === 'job.ended') {
        const end = payload as EngineEvents['job.ended'];
        ends.set(end.jobId, end);
      }
    },
    picture: () => undefined,
  });
  await session.openProject(join(folder, 'test.personae'), true);
  const registered = await valueOf(answerControl('control.registerFile', { path: file }, session));
  recipe = ridesRecipe((registered as { handle: string }).handle, { k: 4 });
});
afterAll(async () => {
  await session.closeProject();
  rmSync(folder, { recursive: true, force: true });
});

async function valueOf(reply: ReturnType<typeof answerCall>): Promise<unknown> {
  const answered = await reply;
  if (!answered.ok) throw new Error(answered.error.message);
  return answered.value;
}

async function runJob(kind: 'quality' | 'fit'): Promise<unknown> {
  const { jobId } = (await valueOf(
    answerCall('job.start', { kind, params: { recipe } }, session),
  )) as { jobId: string };
  await session.jobs.idle();
  expect(ends.get(jobId)).toMatchObject({ state: 'done', error: null });
  return ends.get(jobId)?.result;
}

test('a draft shows nothing of data that were not read, and one person once they were', async () => {
  const ask = (person: string | null) => answerCall('panel.preview', { recipe, person }, session);
  expect(await ask(null)).toMatchObject({ ok: false, error: { code: 'data.not-read' } });
  await runJob('quality');
  const typical = panelPreviewSchema.parse(await valueOf(ask(null)));
  expect(typical.columns.map(({ name }) => name)).toEqual(
    recipe.states.features.map(({ name }) => name),
  );
  expect(typical.events.rows.length).toBeGreaterThan(0);
  const named = panelPreviewSchema.parse(await valueOf(ask('NA')));
  expect(named.person).toBe('NA');
  for (const { eventCount, cells, origins } of named.rows) {
    cells.forEach((cell, at) => {
      const expected = cell === null ? 'missing' : eventCount === 0 ? 'filled' : 'seen';
      expect(origins[at]).toBe(expected);
    });
  }
  expect(named.remarks[0]).toContain('The rows begin with the week');
  expect(await ask('nobody')).toMatchObject({ ok: false, error: { code: 'person.missing' } });
});

test('a person of a run has rows, states, probabilities, a forecast, and events while they are there', async () => {
  const { runId } = (await runJob('fit')) as { runId: string };
  const ask = (person: string) => answerCall('person.read', { runId, person }, session);
  const view = personStatesSchema.parse(structuredClone(await valueOf(ask('NA'))));
  expect(view.rows.length).toBeGreaterThan(20);
  for (const { posterior, filtered, state } of view.rows) {
    expect(posterior.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
    expect(filtered.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
    expect(state).toBeLessThan(4);
  }
  expect(view.runs.reduce((sum, { length }) => sum + length, 0)).toBe(view.rows.length);
  expect(view.forecast).toHaveLength(12);
  expect(view.forecast[0]?.dormancy).not.toBeNull();
  expect(view.events?.total).toBeGreaterThan(0);
  // The table of persons says the same of the state now.
  const people = (await valueOf(
    answerCall('run.people', { runId, search: 'NA', offset: 0, limit: 10 }, session),
  )) as { rows: { person: string; segment: number; numbers: { probability: number } }[] };
  const row = people.rows.find(({ person }) => person === 'NA');
  const now = view.rows.at(-1)?.filtered ?? [];
  expect(now.indexOf(Math.max(...now))).toBe(row?.segment);
  expect(Math.max(...now)).toBeCloseTo(row?.numbers.probability ?? 0, 12);
  expect(await ask('nobody')).toMatchObject({ ok: false, error: { code: 'person.missing' } });
  unlinkSync(file);
  const later = personStatesSchema.parse(await valueOf(ask('NA')));
  expect(later.events).toBeNull();
  expect(later.eventsSentence).toContain('cannot be shown');
  expect(later.rows).toEqual(view.rows);
});
