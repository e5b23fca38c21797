// A team of threads over one shared WebAssembly memory; the caller is its first member.
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { TeamError, type Kernel, type Team } from '#analysis/team';
import {
  cell,
  closedForGood,
  createTeamControl,
  instantiate,
  operationNames,
  workOnRound,
  type KernelMessage,
  type Operation,
  type TeamThreadData,
} from './team-control.ts';
import { TeamMemory } from './team-memory.ts';

export interface ThreadTeamOptions {
  /** Threads that work, the caller included. */
  readonly threadCount: number;
  /** Where team-thread lies: `./team-thread.js` in the bundle, `./team-thread.ts` from source. */
  readonly threadUrl: URL;
  /** The most shared memory that may be allocated; 4 GiB is the limit of the address space. */
  readonly maxByteCount?: number;
  /** A thread that finishes no chunk for this long while others wait for it counts as lost. */
  readonly stallTimeoutMs?: number;
}

interface TeamThread {
  readonly worker: Worker;
  readonly kernelPort: MessagePort;
}

interface LoadedKernel {
  readonly index: number;
  readonly names: readonly string[];
  readonly operations: readonly Operation[];
}

/** Starts a team; it is ready when every thread is. End it with `dispose`. */
export async function startThreadTeam(options: ThreadTeamOptions): Promise<ThreadTeam> {
  const team = new ThreadTeam(options);
  try {
    await team.ready;
  } catch (error) {
    await team.dispose();
    throw error;
  }
  return team;
}

export class ThreadTeam implements Team {
  readonly threadCount: number;
  readonly ready: Promise<void>;
  private readonly arena: TeamMemory;
  private readonly control = createTeamControl();
  private readonly threads: TeamThread[];
  private readonly kernels = new Map<Kernel, LoadedKernel>();
  private readonly stallTimeoutMs: number;
  private broken: TeamError | undefined;

  constructor(options: ThreadTeamOptions) {
    this.threadCount = Math.max(1, Math.floor(options.threadCount));
    this.arena = new TeamMemory(options.maxByteCount ?? 2 ** 32);
    this.stallTimeoutMs = options.stallTimeoutMs ?? 20_000;
    this.threads = Array.from({ length: this.threadCount - 1 }, () =>
      this.startThread(options.threadUrl),
    );
    this.ready = Promise.all(this.threads.map(becomesReady)).then(() => {});
  }

  get buffer(): SharedArrayBuffer {
    return this.arena.memory.buffer;
  }

  /** Bytes of shared memory in use now. */
  get usedByteCount(): number {
    return this.arena.usedByteCount;
  }

  allocate(byteCount: number): number {
    return this.arena.allocate(byteCount);
  }

  free(address: number): void {
    this.arena.free(address);
  }

  supports(kernel: Kernel): boolean {
    try {
      this.load(kernel);
      return true;
    } catch {
      return false;
    }
  }

  run(kernel: Kernel, operation: string, argumentsAddress: number, chunkCount: number): void {
    if (this.broken) throw this.broken;
    const { index, names, operations } = this.load(kernel);
    const operationIndex = names.indexOf(operation);
    const work = operations[operationIndex];
    if (!work) throw new Error(`the kernel ${kernel.name} has no operation ${operation}`);
    const { cells } = this.control;
    Atomics.store(cells, cell.nextChunk, 0);
    Atomics.store(cells, cell.finishedChunks, 0);
    Atomics.store(cells, cell.chunkCount, chunkCount);
    Atomics.store(cells, cell.kernel, index);
    Atomics.store(cells, cell.operation, operationIndex);
    Atomics.store(cells, cell.argumentsAddress, argumentsAddress);
    const shared = this.threads.length > 0 && chunkCount > 1;
    if (shared) {
      Atomics.add(cells, cell.round, 1);
      Atomics.notify(cells, cell.round);
    }
    workOnRound(this.control, work);
    if (shared) {
      Atomics.add(cells, cell.round, 1);
      this.waitForOthers();
    }
    this.throwFailure(kernel, operation);
  }

  /** Ends the threads; whatever is called afterwards throws `closed`. */
  async dispose(): Promise<void> {
    this.broken ??= new TeamError('closed', 'The team of threads has been ended.');
    Atomics.store(this.control.cells, cell.round, closedForGood);
    Atomics.notify(this.control.cells, cell.round);
    for (const { kernelPort } of this.threads) kernelPort.close();
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
  }

  private startThread(url: URL): TeamThread {
    const { port1, port2 } = new MessageChannel();
    const workerData: TeamThreadData = {
      control: this.control,
      memory: this.arena.memory,
      kernelPort: port2,
    };
    const worker = new Worker(url, { workerData, transferList: [port2] });
    port1.unref();
    const lost = (cause: unknown) => {
      this.broken ??= new TeamError('thread-lost', 'A thread of the calculation has ended.', cause);
    };
    worker.on('error', lost);
    worker.on('exit', lost);
    return { worker, kernelPort: port1 };
  }

  private load(kernel: Kernel): LoadedKernel {
    const known = this.kernels.get(kernel);
    if (known) return known;
    const module = new WebAssembly.Module(kernel.bytes);
    const loaded = {
      index: this.kernels.size,
      names: operationNames(module),
      operations: instantiate(module, this.arena.memory),
    };
    const message: KernelMessage = { kernel: loaded.index, module };
    for (const { kernelPort } of this.threads) kernelPort.postMessage(message);
    this.kernels.set(kernel, loaded);
    return loaded;
  }

  private waitForOthers(): void {
    const { cells } = this.control;
    for (;;) {
      const active = Atomics.load(cells, cell.active);
      if (active === 0) return;
      const finished = Atomics.load(cells, cell.finishedChunks);
      const waited = Atomics.wait(cells, cell.active, active, this.stallTimeoutMs);
      if (waited !== 'timed-out' || Atomics.load(cells, cell.finishedChunks) !== finished) continue;
      this.broken = new TeamError(
        'thread-lost',
        `A thread of the calculation has not answered for ${this.stallTimeoutMs / 1000} s.`,
      );
      throw this.broken;
    }
  }

  private throwFailure(kernel: Kernel, operation: string): void {
    const { cells, failureText } = this.control;
    if (Atomics.load(cells, cell.failed) === 0) return;
    const length = Atomics.load(cells, cell.failureLength);
    const text = new TextDecoder().decode(failureText.slice(0, length));
    Atomics.store(cells, cell.failed, 0);
    const where = `${kernel.name}.${operation}`;
    throw new TeamError('kernel-failed', `The calculation ${where} failed: ${text}`);
  }
}

/** Waits for a thread's first message; from then on it does not keep the process alive. */
function becomesReady({ worker }: TeamThread): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => {
      worker.unref();
      resolve();
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new TeamError('thread-lost', 'A thread did not start.')));
  });
}
