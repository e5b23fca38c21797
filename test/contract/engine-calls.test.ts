// Every call of the map has a handler, and unknown or malformed calls are answered, not thrown.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerCall } from '#engine/calls/answer-call';
import { handlers } from '#engine/calls/handlers';
import { EngineSession } from '#engine/session';
import { engineCallNames, engineCalls } from '#shared/calls/engine-calls';
import { testEnvironment } from '../fixtures/test-environment.ts';

let folder: string;
let session: EngineSession;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'personae-calls-'));
  session = new EngineSession(testEnvironment(folder), {
    event: () => undefined,
    picture: () => undefined,
  });
  await session.openProject(path.join(folder, 'test.personae'), true);
});
afterEach(async () => {
  await session.closeProject();
  rmSync(folder, { recursive: true });
});

describe('the map of calls', () => {
  it('has a handler for every call and no handler besides', () => {
    expect(Object.keys(handlers).sort()).toEqual([...engineCallNames].sort());
  });

  it('answers an unknown call with an error value', async () => {
    const reply = await answerCall('project.explode', undefined, session);
    expect(reply).toMatchObject({ ok: false, error: { code: 'call.invalid' } });
  });

  it.each(engineCallNames)('%s refuses an input it does not understand', async (name) => {
    const reply = await answerCall(name, { nonsense: true }, session);
    expect(reply).toMatchObject({ ok: false, error: { code: 'call.invalid' } });
  });

  it.each(['project.read', 'job.list', 'store.size'] as const)(
    '%s answers with what the map promises, and it survives structured clone',
    async (name) => {
      const reply = structuredClone(await answerCall(name, undefined, session));
      expect(reply.ok).toBe(true);
      if (reply.ok) expect(() => engineCalls[name].output.parse(reply.value)).not.toThrow();
    },
  );

  it('says that a run is missing', async () => {
    const reply = await answerCall('run.read', { runId: 'run-none' }, session);
    expect(reply).toMatchObject({ ok: false, error: { code: 'run.missing' } });
  });
});
