// What a file *.bench.ts exports as `benchmark`; index.ts collects the rows of all into one table.
import type { Peers } from './peers.ts';

/** One line of the table: our time and, where there is one, the peer's. */
export interface BenchRow {
  /** What was measured, on what data. */
  readonly name: string;
  readonly threadCount: number;
  readonly oursMs: number;
  /** Who else did the same work, with version; or why nobody did. */
  readonly peer: string;
  readonly peerMs: number | null;
  /** How many times faster we set out to be. */
  readonly target: number | null;
  /** How far the two results lie apart. */
  readonly agreement: string;
}

export interface BenchContext {
  readonly peers: Peers;
  /** An empty folder, removed afterwards. */
  readonly folder: string;
}

export interface Benchmark {
  readonly name: string;
  run(context: BenchContext): AsyncIterable<BenchRow>;
}

/** The shortest of several runs, in milliseconds, after one that is not counted. */
export function shortestMs(runCount: number, run: () => void): number {
  run();
  let shortest = Infinity;
  for (let i = 0; i < runCount; i++) {
    const start = performance.now();
    run();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}
