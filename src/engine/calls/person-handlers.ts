// What the window asks about one person of workflow States.
import type { EngineOutput, EngineParsedInput } from '#shared/calls/engine-calls';
import { PersonaeError } from '#shared/errors';
import { readRun } from '../project/project-runs.ts';
import type { EngineSession } from '../session.ts';

export function previewPanel(
  { recipe }: EngineParsedInput<'panel.preview'>,
  session: EngineSession,
): Promise<EngineOutput<'panel.preview'>> {
  void session;
  return Promise.reject(
    new PersonaeError({
      code: 'data.not-read',
      message: `${recipe.source.file} has not been read yet.`,
      hint: 'Check the quality of the data first: that reads them.',
    }),
  );
}

/** @throws PersonaeError run.missing, person.missing, call.invalid for a run of another workflow */
export function readPersonStates(
  { runId, person }: EngineParsedInput<'person.read'>,
  session: EngineSession,
): EngineOutput<'person.read'> {
  const { summary } = readRun(session.project, runId);
  throw new PersonaeError({
    code: summary.workflow === 'states' ? 'person.missing' : 'call.invalid',
    message: `The run has no states of person ${person}.`,
  });
}
