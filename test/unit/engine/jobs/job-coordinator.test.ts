// The life of jobs: order, states, cancel, failure.
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { JobCoordinator, type JobTask } from '#engine/jobs/job-coordinator';
import { throwIfCancelled } from '#engine/jobs/job-context';
import type { JobEnd, JobView } from '#shared/calls/jobs';
import { PersonaeError } from '#shared/errors';

function record(): {
  coordinator: JobCoordinator;
  views: JobView[];
  ends: JobEnd[];
  partials: unknown[];
} {
  const views: JobView[] = [];
  const ends: JobEnd[] = [];
  const partials: unknown[] = [];
  const coordinator = new JobCoordinator({
    changed: (view) => views.push(view),
    partial: (_jobId, partial) => partials.push(partial),
    ended: (end) => ends.push(end),
  });
  return { coordinator, views, ends, partials };
}

const stages = [{ name: 'Work', weight: 1 }];
const task = (run: JobTask['run']): JobTask => ({ kind: 'quality', stages, run });

describe('JobCoordinator', () => {
  it('takes a job from queued over running to done, and hands over its result', async () => {
    const { coordinator, views, ends } = record();
    const id = coordinator.start(task(() => Promise.resolve(42)));
    await coordinator.idle();
    expect(views.map((view) => view.state)).toEqual(['queued', 'running']);
    expect(ends).toEqual([{ jobId: id, kind: 'quality', state: 'done', result: 42, error: null }]);
    expect(coordinator.list()).toEqual([]);
  });

  it('runs one job at a time, in order', async () => {
    const { coordinator } = record();
    const log: string[] = [];
    for (const name of ['a', 'b']) {
      coordinator.start(
        task(async () => {
          log.push(`${name} starts`);
          await new Promise((resolve) => setTimeout(resolve, 5));
          log.push(`${name} ends`);
        }),
      );
    }
    await coordinator.idle();
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  });

  it('cancels a running job at its next look, and one that waits before it starts', async () => {
    const { coordinator, ends, views } = record();
    let secondRan = false;
    const first = coordinator.start(
      task(async (context) => {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          throwIfCancelled(context);
        }
      }),
    );
    const second = coordinator.start(
      task(() => {
        secondRan = true;
        return Promise.resolve();
      }),
    );
    coordinator.cancel(second);
    coordinator.cancel(first);
    await coordinator.idle();
    expect(ends.map((end) => [end.jobId, end.state])).toEqual([
      [first, 'cancelled'],
      [second, 'cancelled'],
    ]);
    expect(secondRan).toBe(false);
    expect(views.some((view) => view.state === 'cancelling')).toBe(true);
  });

  it('reports a failure as a value, and goes on with the next job', async () => {
    const { coordinator, ends } = record();
    const failure = new PersonaeError({ code: 'disk.full', message: 'full', hint: 'free some' });
    coordinator.start(task(() => Promise.reject(failure)));
    coordinator.start(task(() => Promise.resolve('fine')));
    await coordinator.idle();
    expect(ends[0]).toMatchObject({
      state: 'failed',
      error: { code: 'disk.full', message: 'full', hint: 'free some' },
    });
    expect(ends[1]).toMatchObject({ state: 'done', result: 'fine' });
  });

  it('sends the first and the last progress and partial result of a flood', async () => {
    // No time passes meanwhile, however slow the machine.
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { coordinator, views, partials } = record();
    coordinator.start(
      task((context) => {
        for (let step = 1; step <= 1000; step++) {
          context.progress('Work', step / 1000, `step ${step}`);
          context.partial(step);
        }
        return Promise.resolve();
      }),
    );
    await coordinator.idle();
    const shown = views.filter((view) => view.progress !== null);
    expect(shown.map(({ progress }) => progress?.metric)).toEqual(['step 1', 'step 1000']);
    expect(shown.at(-1)?.progress?.fraction).toBe(1);
    expect(partials).toEqual([1, 1000]);
  });
});
