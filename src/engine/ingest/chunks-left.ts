// What of a plan has been read, and what is left.
import type { Chunk } from '../sources/sqlite/page-reader-plan.ts';
import type { ChunkProgress } from './ingest-state.ts';

export type KnownChunks = ReadonlyMap<string, ChunkProgress>;

/** Tells chunks of all scans apart. */
export function chunkKey(scan: number, chunk: number): string {
  return `${scan}/${chunk}`;
}

export function knownChunks(progress: readonly ChunkProgress[]): Map<string, ChunkProgress> {
  return new Map(progress.map((of) => [chunkKey(of.scan, of.chunk), of]));
}

/** Of chunks that were begun, what follows. */
export function chunksLeft(chunks: readonly Chunk[], known: KnownChunks): Chunk[] {
  return chunks.flatMap((chunk) => {
    const of = known.get(chunkKey(chunk.scan, chunk.number));
    if (of?.finished) return [];
    return [of ? { ...chunk, after: of.upTo } : chunk];
  });
}

/** Whether all events are there, whatever is missing of their details. */
export function eventsAreRead(chunks: readonly Chunk[], known: KnownChunks): boolean {
  return chunks.every(
    ({ scan, number }) => scan !== 0 || known.get(chunkKey(scan, number))?.finished === true,
  );
}
