// A saved model applied to new data: the same mapping and features, the drift, and a table of
// assignments.
import path from 'node:path';
import type { RfeRecipe } from '#shared/recipe/rfe-recipe';
import { PersonaeError } from '#shared/errors';
import type { Source } from '#shared/recipe/source';
import type { Table } from '../../exports/write-table.ts';
import { computeFeatures } from '../../features/compute-features.ts';
import { featuresStage, ingestStages } from '../../ingest/stages.ts';
import type { Stage } from '../../jobs/job-context.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import type { FittedModel, ScoredData, WorkflowContext } from '../engine-workflow.ts';
import { readEvents } from '../read-events.ts';
import { outside } from './place-persons.ts';
import { columnsOf } from './run-rfe.ts';
import { parseRfeModel } from './saved-model.ts';

const placingStage: Stage = { name: 'Placing people', weight: 5 };
export const scoreStages: readonly Stage[] = [...ingestStages, featuresStage, placingStage];

export async function scoreNewData(
  fitted: FittedModel<'rfe'>,
  fittedRecipe: RfeRecipe,
  context: WorkflowContext,
): Promise<ScoredData> {
  const model = parseRfeModel(fitted.result.model);
  const recipe = { ...fittedRecipe, asOf: { ...fittedRecipe.asOf, date: null } };
  const { environment, job } = context;
  const tables = await readEvents(recipe, context);
  try {
    const persons = await computeFeatures(tables, recipe, job);
    if (persons.persons.length === 0) throw nobody(recipe.source);
    job.progress(placingStage.name, null);
    const features = columnsOf(persons);
    const input = { personCount: persons.persons.length, features, model };
    const scored = await runInThread('rfe.score', input, environment, job);
    const names = segmentNames(fitted);
    return {
      drift: scored.drift,
      segments: countSegments(scored.segments, names),
      table: scoredTable(persons.persons, scored, names, features),
    };
  } finally {
    tables.close();
  }
}

function segmentNames({ result }: FittedModel<'rfe'>): string[] {
  return result.segments.map(({ givenName, suggestedName }) => givenName ?? suggestedName);
}

/** A combination of scores that the model has no segment for. */
const outsideName = 'No segment of the model';

function countSegments(segments: Uint8Array, names: readonly string[]): ScoredData['segments'] {
  const counted = names.map((name, index) => ({
    name,
    personCount: segments.reduce((count, segment) => count + (segment === index ? 1 : 0), 0),
  }));
  const without = segments.reduce((count, segment) => count + (segment === outside ? 1 : 0), 0);
  return without === 0 ? counted : [...counted, { name: outsideName, personCount: without }];
}

function scoredTable(
  persons: readonly string[],
  { segments, margins }: { segments: Uint8Array; margins: Float64Array },
  names: readonly string[],
  [recency, frequency, engagement]: ReturnType<typeof columnsOf>,
): Table {
  const isOutside = (row: number): boolean => segments[row] === outside;
  return {
    rowCount: persons.length,
    columns: [
      { name: 'person', type: 'text', value: (row) => persons[row] ?? null },
      {
        name: 'segment',
        type: 'count',
        value: (row) => (isOutside(row) ? null : segments[row]! + 1),
      },
      {
        name: 'name',
        type: 'text',
        value: (row) => (isOutside(row) ? outsideName : (names[segments[row]!] ?? null)),
      },
      { name: 'margin', type: 'number', value: (row) => margins[row] ?? null },
      { name: 'recency', type: 'number', value: (row) => recency[row] ?? null },
      { name: 'frequency', type: 'number', value: (row) => frequency[row] ?? null },
      { name: 'engagement', type: 'number', value: (row) => engagement[row] ?? null },
    ],
  };
}

function nobody(source: Source): PersonaeError {
  return new PersonaeError({
    code: 'data.too-few-persons',
    message: `${path.basename(source.file)} holds nobody whom the model could place.`,
    hint: 'Check that the new data have the columns and the kind of rows of the old.',
  });
}
