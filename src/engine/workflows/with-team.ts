// A team of threads for one piece of work.
import type { Team } from '#analysis/team';
import type { ThreadContext } from '../threads/thread-messages.ts';
import { startThreadTeam } from '../threads/thread-team.ts';

/** @param work gets no team where WebAssembly is absent: then plain TypeScript does the work */
export async function withTeam<T>(
  { threadCount, teamThreadUrl: threadUrl }: Pick<ThreadContext, 'threadCount' | 'teamThreadUrl'>,
  work: (team: Team | undefined) => T,
): Promise<T> {
  if (typeof WebAssembly === 'undefined') return work(undefined);
  const team = await startThreadTeam({ threadCount, threadUrl });
  try {
    return work(team);
  } finally {
    await team.dispose();
  }
}
