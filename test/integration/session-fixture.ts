// An engine session as the window uses it: calls by name, jobs to their end, samples by their files.
import path from 'node:path';
import { answerCall } from '#engine/calls/answer-call';
import { EngineSession } from '#engine/session';
import { engineCalls, type EngineCallName, type EngineOutput } from '#shared/calls/engine-calls';
import {
  jobs,
  type JobEnd,
  type JobKind,
  type JobResult,
  type SampleKind,
} from '#shared/calls/jobs';
import { testEnvironment } from '../fixtures/test-environment.ts';

export interface TestSession {
  readonly session: EngineSession;
  call<N extends EngineCallName>(name: N, input: unknown): Promise<EngineOutput<N>>;
  job<K extends JobKind>(kind: K, params: unknown): Promise<JobResult<K>>;
  /** @returns the handles of its files */
  sample(sample: SampleKind, name: string, size: number, seed: number): Promise<string[]>;
}

/** @param folder of the project, the working store and the samples */
export async function openTestSession(folder: string): Promise<TestSession> {
  // A job may have ended before anybody waits for it.
  const ends = new Map<string, JobEnd>();
  const waiting = new Map<string, (end: JobEnd) => void>();
  const session = new EngineSession(testEnvironment(folder), {
    event: (event, payload) => {
      if (event !== 'job.ended') return;
      // The name says which payload it is.
      const end = payload as JobEnd;
      ends.set(end.jobId, end);
      waiting.get(end.jobId)?.(end);
    },
    picture: () => undefined,
  });
  await session.openProject(path.join(folder, 'test.personae'), true);

  async function call<N extends EngineCallName>(name: N, input: unknown): Promise<EngineOutput<N>> {
    const reply = structuredClone(await answerCall(name, input, session));
    if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
    // The map says what belongs to the name.
    return engineCalls[name].output.parse(reply.value) as EngineOutput<N>;
  }

  async function job<K extends JobKind>(kind: K, params: unknown): Promise<JobResult<K>> {
    const { jobId } = await call('job.start', { kind, params });
    const end =
      ends.get(jobId) ?? (await new Promise<JobEnd>((resolve) => waiting.set(jobId, resolve)));
    if (end.error) throw new Error(`${end.error.code}: ${end.error.message}`);
    return jobs[kind].result.parse(end.result) as JobResult<K>;
  }

  async function sample(kind: SampleKind, name: string, size: number, seed: number) {
    const output = session.registerOutput(path.join(folder, name));
    const made = await job('sample', { sample: kind, size, seed, output });
    return made.files.map(({ handle }) => handle);
  }

  return { session, call, job, sample };
}
