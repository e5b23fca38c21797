// Typed calls to main through the bridge that the preload puts on the window.
import type { Bridge } from '#shared/calls/bridge';
import { replySchema, valueOf } from '#shared/calls/reply';
import {
  acceptDropCall,
  shellCalls,
  shellEventSchema,
  type Dropped,
  type ShellCallName,
  type ShellEvent,
  type ShellInput,
  type ShellOutput,
} from '#shared/calls/shell-calls';
import { PersonaeError } from '#shared/errors';
import type { InputArgument } from './engine-client.ts';

declare global {
  interface Window {
    readonly personae: Bridge;
  }
}

export class ShellClient {
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** @throws PersonaeError (as a rejection) with main's error. */
  async call<N extends ShellCallName>(
    name: N,
    ...[input]: InputArgument<ShellInput<N>>
  ): Promise<ShellOutput<N>> {
    const plain = shellCalls[name].input.parse(input);
    const value = valueOf(replySchema.parse(await this.#bridge.callShell(name, plain)));
    const output = shellCalls[name].output.safeParse(value);
    if (!output.success) throw misunderstood(name);
    // The schema looked up by `name` is the one that ShellOutput<N> is derived from.
    return output.data as ShellOutput<N>;
  }

  /** Turns a dropped file into a handle, an open project, or a recipe's text. */
  async acceptDrop(file: File): Promise<Dropped> {
    const value = valueOf(replySchema.parse(await this.#bridge.acceptDrop(file)));
    const output = acceptDropCall.output.safeParse(value);
    if (!output.success) throw misunderstood('shell.acceptDrop');
    return output.data;
  }

  onEvent(listener: (event: ShellEvent) => void): void {
    this.#bridge.onShellEvent((payload) => {
      const event = shellEventSchema.safeParse(payload);
      if (event.success) listener(event.data);
    });
  }
}

function misunderstood(name: string) {
  return new PersonaeError({
    code: 'internal',
    message: `${name} was answered with something else than agreed.`,
  });
}
