// Typed calls to the engine over the direct port. Every message is parsed, and no promise is left
// unsettled when the engine dies.
import {
  engineCalls,
  type EngineCallName,
  type EngineInput,
  type EngineOutput,
} from '#shared/calls/engine-calls';
import {
  engineEvents,
  engineMessageSchema,
  type EngineEventName,
  type EngineEvents,
  type EngineRequest,
} from '#shared/calls/engine-events';
import { PersonaeError, type ErrorValue } from '#shared/errors';
import type { Reply } from '#shared/calls/reply';

/** A call without input takes no argument. */
export type InputArgument<I> = undefined extends I ? [] : [input: I];

interface Pending {
  readonly call: EngineCallName;
  /** False while the request waits for a port. */
  sent: boolean;
  settle(reply: Reply<unknown>): void;
}

type Listener = (payload: unknown) => void;

const gone: ErrorValue = {
  code: 'engine.gone',
  message: 'The engine stopped before it answered.',
  hint: 'It is started again by itself; then try once more.',
};

/** The window's end of the engine's port. Calls made before the port arrives wait for it. */
export class EngineClient {
  #port: MessagePort | undefined;
  #expected = true;
  #nextId = 1;
  readonly #pending = new Map<number, Pending>();
  readonly #waiting: EngineRequest[] = [];
  readonly #listeners = new Map<EngineEventName, Set<Listener>>();
  readonly #boundListeners = new Set<() => void>();
  readonly #onFault: (message: string) => void;

  /** `onFault` hears of messages that do not follow the contract. */
  constructor(onFault: (message: string) => void) {
    this.#onFault = onFault;
  }

  /** @throws PersonaeError (as a rejection) with the engine's error, or `engine.gone`. */
  call<N extends EngineCallName>(
    name: N,
    ...[input]: InputArgument<EngineInput<N>>
  ): Promise<EngineOutput<N>> {
    const parsed = engineCalls[name].input.safeParse(input);
    if (!parsed.success) return Promise.reject(invalid(name, parsed.error.issues[0]));
    if (!this.#port && !this.#expected) return Promise.reject(new PersonaeError(gone));
    const request = { id: this.#nextId++, call: name, input: parsed.data };
    const answer = new Promise<unknown>((resolve, reject) => {
      const settle = (reply: Reply<unknown>) =>
        reply.ok ? resolve(reply.value) : reject(new PersonaeError(reply.error));
      this.#pending.set(request.id, { call: name, sent: false, settle });
    });
    this.#send(request);
    return answer.then((value) => readOutput(name, value));
  }

  /** Hears one kind of event until the returned function is called. */
  on<E extends EngineEventName>(event: E, listener: (payload: EngineEvents[E]) => void) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    // The payload is parsed with the schema of this very event before a listener sees it.
    listeners.add(listener as Listener);
    return () => void listeners.delete(listener as Listener);
  }

  /** Called after every new port: what was read before may have changed. */
  onBound(listener: () => void): void {
    this.#boundListeners.add(listener);
  }

  /** Takes a port into use; whatever the former one still owed is rejected. */
  bind(port: MessagePort): void {
    this.#release();
    this.#port = port;
    this.#expected = true;
    port.onmessage = (message) => this.#receive(message.data);
    port.addEventListener('close', () => {
      if (this.#port === port) this.#release();
    });
    port.start();
    for (const request of this.#waiting.splice(0)) this.#send(request);
    for (const listener of this.#boundListeners) listener();
  }

  /** The engine is gone: every pending call rejects, and so do new ones until it starts again. */
  lost(): void {
    this.#release();
    this.#expected = false;
    this.#waiting.length = 0;
    this.#rejectPending(() => true);
  }

  /** An engine is starting: calls wait for its port again. */
  expect(): void {
    this.#expected = true;
  }

  #release(): void {
    this.#port?.close();
    this.#port = undefined;
    this.#rejectPending((pending) => pending.sent);
  }

  #rejectPending(concerned: (pending: Pending) => boolean): void {
    for (const [id, pending] of this.#pending) {
      if (!concerned(pending)) continue;
      this.#pending.delete(id);
      pending.settle({ ok: false, error: gone });
    }
  }

  #send(request: EngineRequest): void {
    const pending = this.#pending.get(request.id);
    if (!this.#port || !pending) {
      this.#waiting.push(request);
      return;
    }
    pending.sent = true;
    this.#port.postMessage(request);
  }

  #receive(data: unknown): void {
    const message = engineMessageSchema.safeParse(data);
    if (!message.success) {
      this.#onFault('The engine sent a message that is not understood.');
    } else if ('event' in message.data) {
      this.#emit(message.data.event, message.data.payload);
    } else {
      const pending = this.#pending.get(message.data.id);
      this.#pending.delete(message.data.id);
      pending?.settle(message.data.reply);
    }
  }

  #emit(event: EngineEventName, payload: unknown): void {
    const parsed = engineEvents[event].safeParse(payload);
    if (!parsed.success) {
      this.#onFault(`The engine sent an event ${event} that is not understood.`);
      return;
    }
    for (const listener of this.#listeners.get(event) ?? []) listener(parsed.data);
  }
}

function invalid(name: string, issue: { path: PropertyKey[]; message: string } | undefined) {
  const place = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  return new PersonaeError({
    code: 'call.invalid',
    message: `${name} was asked with a wrong input${place}: ${issue?.message ?? 'unknown fault'}.`,
  });
}

function readOutput<N extends EngineCallName>(name: N, value: unknown): EngineOutput<N> {
  const parsed = engineCalls[name].output.safeParse(value);
  // The schema looked up by `name` is the one that EngineOutput<N> is derived from.
  if (parsed.success) return parsed.data as EngineOutput<N>;
  const issue = parsed.error.issues[0];
  throw new PersonaeError({
    code: 'internal',
    message: `${name} was answered with something else than agreed at ${issue?.path.join('.') ?? '?'}.`,
  });
}
