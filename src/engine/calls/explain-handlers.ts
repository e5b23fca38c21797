// What the window asks of runs of workflow Explain, and of the tables of its drafts.
import type { EngineOutput, EngineParsedInput } from '#shared/calls/engine-calls';
import type { ExplainResult } from '#shared/results/explain-result';
import { PersonaeError } from '#shared/errors';
import type { Source } from '#shared/recipe/source';
import { suggestColumns } from '../customers/suggest-columns.ts';
import { readRun } from '../project/project-runs.ts';
import type { EngineSession } from '../session.ts';
import { sourceWithPath } from './recipe-paths.ts';

/** @throws PersonaeError as reading a source does; handle.unknown */
export function describeCustomerColumns(
  draft: EngineParsedInput<'tables.columns'>,
  { project }: EngineSession,
): Promise<EngineOutput<'tables.columns'>> {
  const withPath = (source: Source): Source => sourceWithPath(project, source);
  return suggestColumns({
    ...draft,
    source: withPath(draft.source),
    tables: draft.tables.map((table) => ({
      ...table,
      source: withPath(table.source),
      identity: table.identity && { ...table.identity, source: withPath(table.identity.source) },
    })),
  });
}

export function explainPerson(
  { runId }: EngineParsedInput<'person.explain'>,
  session: EngineSession,
): Promise<EngineOutput<'person.explain'>> {
  requireExplained(runId, session);
  return Promise.reject(notYet('The explanation of one person'));
}

export function whatIf(
  { runId }: EngineParsedInput<'run.whatIf'>,
  session: EngineSession,
): EngineOutput<'run.whatIf'> {
  requireExplained(runId, session);
  throw notYet('The moving of values');
}

/** @throws PersonaeError run.missing, call.invalid for a run of another workflow */
function requireExplained(runId: string, session: EngineSession): ExplainResult {
  const { result } = readRun(session.project, runId);
  if (result.workflow === 'explain') return result;
  throw new PersonaeError({
    code: 'call.invalid',
    message: 'The run does not explain segments.',
    hint: 'Choose a run of workflow Explain.',
  });
}

function notYet(what: string): PersonaeError {
  return new PersonaeError({ code: 'call.invalid', message: `${what} is not in this build.` });
}
