// The few words of shared memory by which a team's threads agree on what to do.
import type { MessagePort } from 'node:worker_threads';

/**
 * Cells of the control block.
 *
 * A round is open while `round` is odd. A thread enters by adding itself to `active` and looking
 * whether the round is still the one it saw; the caller closes the round when no chunk is left and
 * then waits until `active` is zero, so that the other cells never change under a thread at work.
 */
export const cell = {
  round: 0,
  active: 1,
  nextChunk: 2,
  chunkCount: 3,
  finishedChunks: 4,
  kernel: 5,
  operation: 6,
  argumentsAddress: 7,
  failed: 8,
  failureLength: 9,
  count: 10,
} as const;

/** The round of a team that is shutting down. */
export const closedForGood = -1;

const failureTextBytes = 1024;

export interface TeamControl {
  readonly cells: Int32Array<SharedArrayBuffer>;
  readonly failureText: Uint8Array<SharedArrayBuffer>;
}

export function createTeamControl(): TeamControl {
  return {
    cells: new Int32Array(new SharedArrayBuffer(4 * cell.count)),
    failureText: new Uint8Array(new SharedArrayBuffer(failureTextBytes)),
  };
}

/** What a new thread is given. */
export interface TeamThreadData {
  readonly control: TeamControl;
  readonly memory: WebAssembly.Memory;
  /** Brings a KernelMessage for every kernel before its first round. */
  readonly kernelPort: MessagePort;
}

export interface KernelMessage {
  readonly kernel: number;
  readonly module: WebAssembly.Module;
}

export type Operation = (chunk: number, argumentsAddress: number) => void;

/** The kernel's exported functions, in the order in which every thread counts them. */
export function operationNames(module: WebAssembly.Module): string[] {
  return WebAssembly.Module.exports(module)
    .filter((entry) => entry.kind === 'function')
    .map((entry) => entry.name);
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Operation[] {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  // An export that operationNames lists is a function; its parameters are the kernels' convention.
  return operationNames(module).map((name) => exports[name] as Operation);
}

/** Takes chunks until none is left; a failure ends the round for all threads. */
export function workOnRound({ cells, failureText }: TeamControl, operation: Operation): void {
  const chunkCount = Atomics.load(cells, cell.chunkCount);
  const address = Atomics.load(cells, cell.argumentsAddress);
  try {
    for (;;) {
      const chunk = Atomics.add(cells, cell.nextChunk, 1);
      if (chunk >= chunkCount) return;
      operation(chunk, address);
      Atomics.add(cells, cell.finishedChunks, 1);
    }
  } catch (error) {
    Atomics.store(cells, cell.nextChunk, chunkCount);
    if (Atomics.compareExchange(cells, cell.failed, 0, 1) !== 0) return;
    const text = new TextEncoder().encode(String(error)).subarray(0, failureText.length);
    failureText.set(text);
    Atomics.store(cells, cell.failureLength, text.length);
  }
}
