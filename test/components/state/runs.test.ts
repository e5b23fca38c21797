// Results read once, names that show at once, and runs that come back.
import { beforeEach, describe, expect, it } from 'vitest';
import { PersonaeError } from '../../../src/shared/errors.ts';
import { rfeRecipeSchema } from '../../../src/shared/recipe/rfe-recipe.ts';
import { EngineClient } from '../../../src/renderer/state/engine-client.ts';
import { History } from '../../../src/renderer/state/history.svelte.ts';
import { Runs, segmentName } from '../../../src/renderer/state/runs.svelte.ts';
import { makeRfeResult } from '../../fixtures/rfe-result.ts';
import { FakeEngine } from '../support/fake-engine.ts';

const result = makeRfeResult({ segmentCount: 3 });
const summary = {
  id: 'r1',
  title: '',
  workflow: 'rfe' as const,
  finishedAt: '2026-05-21T10:00:00Z',
  durationMs: 1,
  headline: '',
  segmentCount: 3,
  personCount: 10,
  shares: [],
};
const recipe = rfeRecipeSchema.parse({
  version: 1,
  workflow: 'rfe',
  source: { kind: 'delimited', file: 'h1' },
  mapping: { person: { column: 'user' }, time: { column: 'at', format: 'iso' } },
});

let engine: FakeEngine;
let history: History;
let runs: Runs;

beforeEach(async () => {
  engine = new FakeEngine({
    'run.read': () => ({ summary, result, recipe }),
    'run.rename': () => ({ savedAt: '' }),
    'run.remove': () => undefined,
    'run.restore': () => undefined,
  });
  history = new History();
  const client = new EngineClient(() => undefined);
  runs = new Runs(client, history);
  client.bind(engine.connect());
  await runs.open('r1');
});

function firstSegment() {
  const loaded = runs.get('r1');
  const [segment] = loaded?.state === 'ready' ? loaded.run.result.segments : [];
  if (!segment) throw new Error('The run has no segment.');
  return segment;
}

describe('runs', () => {
  it('are read once', async () => {
    await runs.open('r1');
    expect(engine.inputsOf('run.read')).toHaveLength(1);
  });

  it('say why they cannot be read, and are read again when asked', async () => {
    engine.answers['run.read'] = () => {
      throw new PersonaeError({ code: 'run.missing', message: 'There is no run r2.' });
    };
    await runs.open('r2');
    expect(runs.get('r2')).toMatchObject({ state: 'failed', error: { code: 'run.missing' } });
    engine.answers['run.read'] = () => ({ summary, result, recipe });
    await runs.open('r2');
    expect(runs.get('r2')?.state).toBe('ready');
  });

  it('show a name before the engine has kept it', async () => {
    const renaming = runs.rename('r1', firstSegment(), ' Weekend riders ');
    expect(segmentName(firstSegment())).toBe('Weekend riders');
    await renaming;
    expect(engine.inputsOf('run.rename')).toMatchObject([{ name: 'Weekend riders' }]);
  });

  it('undo and redo a name', async () => {
    await runs.rename('r1', firstSegment(), 'Weekend riders');
    await history.undo();
    expect(segmentName(firstSegment())).toBe(firstSegment().suggestedName);
    await history.redo();
    expect(segmentName(firstSegment())).toBe('Weekend riders');
  });

  it('go back to the suggestion with an empty name', async () => {
    await runs.rename('r1', firstSegment(), 'Weekend riders');
    await runs.rename('r1', firstSegment(), '  ');
    expect(firstSegment().givenName).toBeNull();
  });

  it('show the former name again where the engine refuses the new one', async () => {
    engine.answers['run.rename'] = () => {
      throw new PersonaeError({ code: 'disk.full', message: 'No space is left.' });
    };
    const renaming = runs.rename('r1', firstSegment(), 'Weekend riders');
    await expect(renaming).rejects.toMatchObject({ code: 'disk.full' });
    expect(firstSegment().givenName).toBeNull();
    expect(history.undoLabel).toBeUndefined();
  });

  it('come back after they were removed', async () => {
    const there: boolean[] = [];
    await runs.remove('r1', (isThere) => void there.push(isThere));
    await history.undo();
    await history.redo();
    expect(there).toEqual([false, true, false]);
    expect(engine.inputsOf('run.restore')).toEqual([{ runId: 'r1' }]);
  });
});
