// What the engine is told of the place it runs in: folders, threads, entries of its workers.
import type { IngestOptions } from './ingest/ingest.ts';

export interface EngineEnvironment {
  /** The disposable working store; everything in it can be made again. */
  readonly workingStoreFolder: string;
  readonly threadCount: number;
  readonly threadUrls: {
    readonly job: URL;
    readonly team: URL;
    readonly reader: URL;
  };
  readonly personaeVersion: string;
}

/** How sources are read there. */
export function readingOptions({ threadCount, threadUrls }: EngineEnvironment): IngestOptions {
  return { threadCount, readerThreadUrl: threadUrls.reader };
}
