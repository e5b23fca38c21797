// What the preload puts on the window. The engine's port arrives as a window message.
import type { Reply } from './reply.ts';
import type { Dropped, ShellCallName } from './shell-calls.ts';

/** The `data` of the window message that carries the engine's MessagePort. */
export const enginePortMessage = 'personae:engine-port';
/** Only the preload can name a dropped file's path; the window cannot reach this channel. */
export const acceptDropChannel = 'shell.acceptDrop';
export const shellCallChannel = 'shell.call';
export const shellEventChannel = 'shell.event';
export const enginePortChannel = 'engine.port';

export interface Bridge {
  callShell(name: ShellCallName, input: unknown): Promise<Reply<unknown>>;
  /** The payload is parsed with shellEventSchema by the receiver. */
  onShellEvent(listener: (payload: unknown) => void): void;
  acceptDrop(file: File): Promise<Reply<Dropped>>;
}
