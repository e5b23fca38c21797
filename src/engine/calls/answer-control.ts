// Answers main: the only place where paths come in.
import {
  controlCalls,
  type ControlCallName,
  type ControlOutput,
  type ControlParsedInput,
} from '#shared/calls/control';
import type { Reply } from '#shared/calls/reply';
import { toErrorValue } from '#shared/errors';
import { registerFile } from '../project/project-files.ts';
import type { EngineSession } from '../session.ts';

type Handlers = {
  [N in ControlCallName]: (
    input: ControlParsedInput<N>,
    session: EngineSession,
  ) => ControlOutput<N> | Promise<ControlOutput<N>>;
};

const handlers: Handlers = {
  'control.openProject': ({ path, create }, session) => session.openProject(path, create),
  'control.closeProject': async (_input, session) => {
    await session.closeProject();
    return undefined;
  },
  'control.saveCopy': async ({ path }, session) => {
    await session.project.copyTo(path);
    return undefined;
  },
  'control.registerFile': ({ path }, session) => {
    const file = registerFile(session.project, path);
    session.projectChanged();
    return file;
  },
  'control.registerOutput': ({ path }, session) => ({ handle: session.registerOutput(path) }),
  'control.jobCount': (_input, session) => ({ count: session.jobs.list().length }),
  'control.purgeStore': (_input, session) => ({ freedBytes: session.store.purge() }),
};

export async function answerControl(
  name: ControlCallName,
  input: unknown,
  session: EngineSession,
): Promise<Reply<unknown>> {
  try {
    const handler = handlers[name] as (input: unknown, session: EngineSession) => unknown;
    return { ok: true, value: await handler(controlCalls[name].input.parse(input), session) };
  } catch (thrown) {
    const error = toErrorValue(thrown);
    if (error.code === 'internal') console.error(thrown);
    return { ok: false, error };
  }
}
