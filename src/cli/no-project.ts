// What a recipe may ask of a project, where there is none.
import { PersonaeError } from '#shared/errors';

/** @throws PersonaeError run.missing, always */
export function earlierRun(): never {
  throw new PersonaeError({
    code: 'run.missing',
    message:
      'The recipe takes its labels from a run of a project; the command line has no project.',
    hint: 'Export the assignments of that run, add them as a table, and take the label from there.',
  });
}
