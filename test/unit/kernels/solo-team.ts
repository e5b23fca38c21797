// A team of the calling thread alone, for tests of kernels in this process.
import { startThreadTeam, type ThreadTeam } from '../../../src/engine/threads/thread-team.ts';

/** Needs no thread of its own, so the URL is never read. */
export function startSoloTeam(maxByteCount?: number): Promise<ThreadTeam> {
  return startThreadTeam({
    threadCount: 1,
    threadUrl: new URL('file:///no-thread'),
    ...(maxByteCount === undefined ? {} : { maxByteCount }),
  });
}
