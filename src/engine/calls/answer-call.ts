// Parses a call of the window, finds its handler and answers with a value or an error value.
import { engineCalls, type EngineCallName } from '#shared/calls/engine-calls';
import type { Reply } from '#shared/calls/reply';
import { PersonaeError, toErrorValue } from '#shared/errors';
import { firstFault } from '#shared/first-fault';
import type { EngineSession } from '../session.ts';
import { handlers } from './handlers.ts';

function isCallName(name: string): name is EngineCallName {
  return Object.hasOwn(engineCalls, name);
}

export async function answerCall(
  name: string,
  input: unknown,
  session: EngineSession,
): Promise<Reply<unknown>> {
  try {
    if (!isCallName(name)) {
      throw new PersonaeError({ code: 'call.invalid', message: `There is no call named ${name}.` });
    }
    const parsed = engineCalls[name].input.safeParse(input);
    if (!parsed.success) {
      throw new PersonaeError({
        code: 'call.invalid',
        message: `The call ${name} is not understood${firstFault(parsed.error)}.`,
      });
    }
    const handler = handlers[name] as (input: unknown, session: EngineSession) => unknown;
    return { ok: true, value: await handler(parsed.data, session) };
  } catch (thrown) {
    const error = toErrorValue(thrown);
    if (error.code === 'internal') console.error(thrown);
    return { ok: false, error };
  }
}
