// What the window asks of runs of workflow Explain, and of the tables of its drafts.
import type { EngineOutput, EngineParsedInput } from '#shared/calls/engine-calls';
import type { Source } from '#shared/recipe/source';
import { suggestColumns } from '../customers/suggest-columns.ts';
import type { EngineSession } from '../session.ts';
import { explainPerson } from '../workflows/explain/explain-person.ts';
import { whatIf } from '../workflows/explain/what-if.ts';
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

/** @throws PersonaeError run.missing, person.missing, call.invalid */
export function answerExplainPerson(
  { runId, person, classIndex }: EngineParsedInput<'person.explain'>,
  { explainedRuns }: EngineSession,
): Promise<EngineOutput<'person.explain'>> {
  return explainPerson(explainedRuns.open(runId), person, classIndex);
}

/** @throws PersonaeError run.missing, person.missing, call.invalid */
export function answerWhatIf(
  { runId, person, changes }: EngineParsedInput<'run.whatIf'>,
  { explainedRuns }: EngineSession,
): EngineOutput<'run.whatIf'> {
  return whatIf(explainedRuns.open(runId), person, changes);
}
