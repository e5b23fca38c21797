// How the analysis runs a kernel on several threads, without knowing what a thread is.

/** A compiled kernel, as the modules of src/kernels/compiled export it. */
export interface Kernel {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Threads that work on one shared memory. A run is synchronous: the caller takes part in it and
 * gets control back when every chunk is done. Which thread does which chunk is not defined; work
 * that writes only to its own chunk's cells therefore gives the same bytes on any number of threads.
 */
export interface Team {
  readonly threadCount: number;
  /** The shared memory at its present size; take views anew after every `allocate`. */
  readonly buffer: SharedArrayBuffer;
  /**
   * Reserves memory and returns its address, a multiple of 64; the contents are undefined.
   *
   * @throws TeamError `memory-full`
   */
  allocate(byteCount: number): number;
  /** Gives the memory at an address of `allocate` back. */
  free(address: number): void;
  /** Whether the kernel can be loaded here; where it cannot, its TypeScript twin does the work. */
  supports(kernel: Kernel): boolean;
  /**
   * Calls `operation(chunk, argumentsAddress)` of the kernel for every chunk from 0 to chunkCount - 1.
   *
   * @throws TeamError `thread-lost`, `kernel-failed`, `closed`
   */
  run(kernel: Kernel, operation: string, argumentsAddress: number, chunkCount: number): void;
}

export type TeamErrorCode = 'memory-full' | 'thread-lost' | 'kernel-failed' | 'closed';

/** A fault of the machine rather than of the data. */
export class TeamError extends Error {
  readonly code: TeamErrorCode;

  constructor(code: TeamErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TeamError';
    this.code = code;
  }
}
