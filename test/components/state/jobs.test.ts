// Jobs as the window sees them.
import { describe, expect, it, vi } from 'vitest';
import type { JobView } from '../../../src/shared/calls/jobs.ts';
import { EngineClient } from '../../../src/renderer/state/engine-client.ts';
import { Jobs } from '../../../src/renderer/state/jobs.svelte.ts';
import { FakeEngine, settle, type EngineAnswers } from '../support/fake-engine.ts';

const sample = {
  kind: 'sample',
  params: { sample: 'shop', size: 10, seed: 1, output: 'o' },
} as const;
const file = { handle: 'h', fileName: 'orders.csv', sizeBytes: 1, available: true };
const view = (state: JobView['state'], fraction = 0.5): JobView => ({
  jobId: 'j1',
  kind: 'sample',
  state,
  progress: { stage: 'Writing', stageNumber: 1, stageCount: 1, fraction, remainingMs: null },
});

function connected(answers: EngineAnswers = {}) {
  const engine = new FakeEngine({
    'job.start': () => ({ jobId: 'j1' }),
    'job.cancel': () => undefined,
    ...answers,
  });
  const client = new EngineClient(() => undefined);
  const jobs = new Jobs(client);
  client.bind(engine.connect());
  return { engine, client, jobs };
}

describe('jobs', () => {
  it('run to their result, and are shown while they run', async () => {
    const { engine, jobs } = connected();
    const result = jobs.run(sample);
    engine.emit('job.changed', view('running'));
    await settle();
    expect(jobs.activeOf('sample')).toEqual(view('running'));
    engine.emit('job.ended', {
      jobId: 'j1',
      kind: 'sample',
      state: 'done',
      result: { files: [file] },
      error: null,
    });
    await expect(result).resolves.toEqual({ files: [file] });
    expect(jobs.active).toEqual([]);
    expect(jobs.lastEndOf('sample')?.state).toBe('done');
  });

  it('are not lost when the end comes before the answer to the start', async () => {
    const { engine, jobs } = connected({
      'job.start': async () => {
        engine.emit('job.ended', {
          jobId: 'j1',
          kind: 'sample',
          state: 'done',
          result: { files: [file] },
          error: null,
        });
        await settle();
        return { jobId: 'j1' };
      },
    });
    await expect(jobs.run(sample)).resolves.toEqual({ files: [file] });
  });

  it('reject with their error', async () => {
    const { engine, jobs } = connected();
    const result = jobs.run(sample);
    const error = { code: 'disk.full', message: 'No space is left.' } as const;
    engine.emit('job.ended', { jobId: 'j1', kind: 'sample', state: 'failed', result: null, error });
    await expect(result).rejects.toMatchObject(error);
  });

  it('reject with job.cancelled where they were cancelled', async () => {
    const { engine, jobs } = connected();
    const result = jobs.run(sample);
    engine.emit('job.changed', view('running'));
    await settle();
    await jobs.cancel('j1');
    expect(engine.inputsOf('job.cancel')).toEqual([{ jobId: 'j1' }]);
    // A late message does not make it look as if it ran on.
    engine.emit('job.changed', view('running'));
    await settle();
    expect(jobs.activeOf('sample')?.state).toBe('cancelling');
    engine.emit('job.ended', {
      jobId: 'j1',
      kind: 'sample',
      state: 'cancelled',
      result: null,
      error: null,
    });
    await expect(result).rejects.toMatchObject({ code: 'job.cancelled' });
  });

  it('fail with job.crashed when the engine dies', async () => {
    const { engine, jobs } = connected();
    const heard = vi.fn();
    jobs.onEnd(heard);
    const result = jobs.run(sample);
    engine.emit('job.changed', view('running'));
    await settle();
    jobs.crash();
    await expect(result).rejects.toMatchObject({ code: 'job.crashed' });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(jobs.active).toEqual([]);
  });

  it('ignore late messages of an ended job', async () => {
    const { engine, jobs } = connected();
    const end = {
      jobId: 'j1',
      kind: 'sample',
      state: 'done',
      result: { files: [file] },
      error: null,
    } as const;
    engine.emit('job.ended', end);
    engine.emit('job.changed', view('running'));
    engine.emit('job.partial', { jobId: 'j1', partial: {} });
    await settle();
    expect(jobs.active).toEqual([]);
  });

  it('are listed again after a new port', async () => {
    const { jobs } = connected({ 'job.list': () => [view('running')] });
    await jobs.refresh();
    expect(jobs.active).toEqual([view('running')]);
  });

  it('show partial results that follow the contract, and no others', async () => {
    const { engine, jobs } = connected();
    const partial = {
      workflow: 'rfe',
      personCount: 9,
      candidates: [{ k: 2, inertia: 9 }],
      trace: null,
    };
    engine.emit('job.partial', { jobId: 'j2', partial });
    engine.emit('job.partial', { jobId: 'j3', partial: { ...partial, candidates: 'many' } });
    await settle();
    expect(jobs.partialOf('fit', 'j2')).toEqual(partial);
    expect(jobs.partialOf('fit', 'j3')).toBeNull();
    expect(jobs.partialOf('fit', 'j4')).toBeNull();
  });
});
