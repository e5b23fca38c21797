// An engine on the other end of a real MessageChannel: answers with what a test tells it to.
import type {
  EngineCallName,
  EngineOutput,
  EngineParsedInput,
} from '../../../src/shared/calls/engine-calls.ts';
import {
  engineRequestSchema,
  type EngineEventName,
  type EngineEvents,
} from '../../../src/shared/calls/engine-events.ts';
import { PersonaeError, toErrorValue } from '../../../src/shared/errors.ts';

export type EngineAnswers = {
  [N in EngineCallName]?: (
    input: EngineParsedInput<N>,
  ) => EngineOutput<N> | Promise<EngineOutput<N>>;
};

type AnyAnswer = (input: unknown) => unknown;

/** Of all engines, either way. */
let messageCount = 0;

export class FakeEngine {
  readonly answers: EngineAnswers;
  /** Every call with its input, in order. */
  readonly calls: { call: string; input: unknown }[] = [];
  #port: MessagePort | undefined;

  constructor(answers: EngineAnswers = {}) {
    this.answers = answers;
  }

  /** A fresh port for the window; the former one falls silent. */
  connect(): MessagePort {
    this.#port?.close();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (message) => void this.#answer(message.data);
    this.#port = port1;
    return port2;
  }

  emit<E extends EngineEventName>(event: E, payload: EngineEvents[E]): void {
    this.send({ event, payload });
  }

  /** Sends anything at all. */
  send(message: unknown): void {
    post(this.#port, message);
  }

  inputsOf(call: EngineCallName): unknown[] {
    return this.calls.filter((made) => made.call === call).map(({ input }) => input);
  }

  async #answer(data: unknown): Promise<void> {
    messageCount += 1;
    const { id, call, input } = engineRequestSchema.parse(data);
    this.calls.push({ call, input });
    // The call of a request is one of the map's; the answer's input is parsed by the sender.
    const answer = this.answers[call as EngineCallName] as AnyAnswer | undefined;
    const port = this.#port;
    try {
      if (!answer) throw new PersonaeError({ code: 'internal', message: `No answer for ${call}.` });
      const value = await answer(input);
      post(port, { id, reply: { ok: true, value } });
    } catch (thrown) {
      post(port, { id, reply: { ok: false, error: toErrorValue(thrown) } });
    }
  }
}

function post(port: MessagePort | undefined, message: unknown): void {
  messageCount += 1;
  port?.postMessage(message);
}

/** A message takes one turn of the event loop; what it makes others do, a few more. */
const quietTurns = 4;

/**
 * Waits until messages that are on their way have arrived, and those that they led to. On a slow
 * machine a turn may bring one message only, so turns are counted from the last one on.
 */
export async function settle(): Promise<void> {
  let seen = messageCount;
  for (let turn = 0; turn < quietTurns; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (messageCount !== seen) turn = -1;
    seen = messageCount;
  }
}
