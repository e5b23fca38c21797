// One engine a window: fork, hand over the window's port, and start it again when it dies. Whatever
// was waiting for a dead engine is told so.
import os from 'node:os';
import path from 'node:path';
import {
  app,
  MessageChannelMain,
  utilityProcess,
  type MessagePortMain,
  type UtilityProcess,
} from 'electron';
import {
  connectMessage,
  controlCalls,
  controlMessageSchema,
  type ControlCallName,
  type ControlInput,
  type ControlMessage,
  type ControlOutput,
} from '#shared/calls/control';
import { valueOf, type Reply } from '#shared/calls/reply';
import { PersonaeError, toErrorValue } from '#shared/errors';

export interface SupervisorListener {
  /** A port for the window, each time an engine is ready. */
  port(port: MessagePortMain): void;
  state(state: 'starting' | 'ready' | 'crashed'): void;
  picture(shares: { share: number; colour: number }[]): void;
}

interface Pending {
  resolve(reply: Reply<unknown>): void;
  reject(error: Error): void;
}

/** An engine that dies so soon after its start would only die again. */
const restartPauseMs = 300;
const restartLimit = 5;
/** An engine that has run this long had a good start. */
const calmMs = 60_000;

export class EngineSupervisor {
  readonly #listener: SupervisorListener;
  #process: UtilityProcess | undefined;
  #pending = new Map<number, Pending>();
  #nextId = 1;
  #ready: Promise<void> = Promise.resolve();
  #resolveReady: () => void = () => undefined;
  #rejectReady: (error: Error) => void = () => undefined;
  #projectPath: string | undefined;
  #closing = false;
  #crashCount = 0;
  #startedAt = 0;

  constructor(listener: SupervisorListener) {
    this.#listener = listener;
    this.#fork();
  }

  async call<N extends ControlCallName>(
    name: N,
    input: ControlInput<N>,
  ): Promise<ControlOutput<N>> {
    await this.#ready;
    const engine = this.#process;
    if (!engine) throw engineGone();
    const id = this.#nextId++;
    const reply = await new Promise<Reply<unknown>>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      engine.postMessage({ id, call: name, input });
    });
    return controlCalls[name].output.parse(valueOf(reply)) as ControlOutput<N>;
  }

  /** Opens a project and remembers it, so that it is open again after a crash. */
  async openProject(projectPath: string, create: boolean): Promise<{ name: string }> {
    const opened = await this.call('control.openProject', { path: projectPath, create });
    this.#projectPath = projectPath;
    return opened;
  }

  async closeProject(): Promise<void> {
    this.#projectPath = undefined;
    await this.call('control.closeProject', undefined);
  }

  /** A fresh port for the window, as after a reload. */
  connect(): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#process?.postMessage({ kind: connectMessage }, [port1]);
    this.#listener.port(port2);
  }

  end(): void {
    this.#closing = true;
    this.#process?.kill();
  }

  #fork(): void {
    this.#startedAt = Date.now();
    this.#listener.state('starting');
    this.#ready = new Promise((resolve, reject) => {
      this.#resolveReady = resolve;
      this.#rejectReady = reject;
    });
    // Who waits for it is told; nobody may be waiting.
    this.#ready.catch(() => undefined);
    const environment = {
      workingStoreFolder: path.join(app.getPath('userData'), 'working-store'),
      threadCount: Math.min(8, os.availableParallelism()),
      personaeVersion: app.getVersion(),
    };
    const engine = utilityProcess.fork(
      path.join(import.meta.dirname, 'engine.js'),
      [JSON.stringify(environment)],
      { serviceName: 'Personae engine' },
    );
    this.#process = engine;
    engine.on('message', (message: unknown) => this.#receive(controlMessageSchema.parse(message)));
    engine.on('exit', () => this.#exited());
  }

  #receive(message: ControlMessage): void {
    if ('id' in message) {
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      pending?.resolve(message.reply);
    } else if (message.kind === 'picture') {
      this.#listener.picture(message.shares);
    } else {
      void this.#becomeReady();
    }
  }

  async #becomeReady(): Promise<void> {
    this.#resolveReady();
    try {
      if (this.#projectPath) await this.openProject(this.#projectPath, false);
    } catch (thrown) {
      // It died again, and that is dealt with where it is noticed.
      if (toErrorValue(thrown).code === 'engine.gone') return;
      // The file may have gone: what the window asks of the project is refused with a reason.
    }
    this.connect();
    this.#listener.state('ready');
  }

  #exited(): void {
    this.#process = undefined;
    this.#rejectReady(engineGone());
    for (const pending of this.#pending.values()) pending.reject(engineGone());
    this.#pending.clear();
    if (this.#closing) return;
    this.#listener.state('crashed');
    // Crashes far apart are not the same trouble.
    if (Date.now() - this.#startedAt > calmMs) this.#crashCount = 0;
    this.#crashCount++;
    if (this.#crashCount <= restartLimit) setTimeout(() => this.#fork(), restartPauseMs);
  }
}

function engineGone(): PersonaeError {
  return new PersonaeError({
    code: 'engine.gone',
    message: 'The analysis process ended unexpectedly.',
    hint: 'It is being started again; what was saved is safe.',
  });
}
