// Names given by hand. They lie beside the result, which itself never changes after the run.
import { z } from 'zod';
import { PersonaeError } from '#shared/errors';
import type { Result } from '#shared/results/result';
import type { SegmentBase } from '#shared/results/result-parts';
import type { Answer } from '#shared/results/rfe-result';
import type { ProjectFile } from './project-file.ts';

const rowsSchema = z.array(z.object({ segment_id: z.string(), name: z.string() }));

/** @returns the result with the names that were given since the run */
export function withGivenNames(project: ProjectFile, runId: string, result: Result): Result {
  const rows = rowsSchema.parse(
    project.database
      .prepare('SELECT segment_id, name FROM segment_name WHERE run_id = ?')
      .all(runId),
  );
  const names = new Map(rows.map((row) => [row.segment_id, row.name]));
  const named = <S extends SegmentBase>(segment: S): S => {
    const name = names.get(segment.id);
    // An empty name says that the person went back to the suggestion.
    return name === undefined ? segment : { ...segment, givenName: name === '' ? null : name };
  };
  switch (result.workflow) {
    case 'rfe': {
      const segments = result.segments.map(named);
      return { ...result, segments, answers: withNames(result.answers, segments) };
    }
    case 'states':
      return { ...result, segments: result.segments.map(named) };
    case 'explain':
      return { ...result, segments: result.segments.map(named) };
    case 'journeys':
      return { ...result, segments: result.segments.map(named) };
  }
}

/** The answers speak of the segments by the names that they have now. */
function withNames(answers: readonly Answer[], segments: readonly SegmentBase[]): Answer[] {
  const names = new Map(
    segments.map(({ id, givenName, suggestedName }) => [id, givenName ?? suggestedName]),
  );
  return answers.map((answer) => ({
    ...answer,
    sentences: answer.sentences.map((sentence) => {
      const name = sentence.segmentId === null ? undefined : names.get(sentence.segmentId);
      if (name === undefined || !sentence.values['name']) return sentence;
      return { ...sentence, values: { ...sentence.values, name: { kind: 'text', value: name } } };
    }),
  }));
}

/** @returns the moment of the save, ISO 8601 */
export function renameSegment(
  project: ProjectFile,
  runId: string,
  segmentId: string,
  name: string | null,
): string {
  project.save((database) => {
    const run = database.prepare('SELECT 1 FROM run WHERE id = ?').get(runId);
    if (!run)
      throw new PersonaeError({ code: 'run.missing', message: 'This run is not in the project.' });
    database
      .prepare('INSERT OR REPLACE INTO segment_name (run_id, segment_id, name) VALUES (?, ?, ?)')
      .run(runId, segmentId, name ?? '');
  });
  return new Date().toISOString();
}
