// A run of workflow Journeys from the source to result and person columns; the same for window and
// command line.
import type { JourneysRecipe } from '#shared/recipe/journeys-recipe';
import { journeysResultSchema } from '#shared/results/journeys-result';
import type { PersonColumn } from '#shared/results/result-parts';
import { ingestStages, qualityStage } from '../../ingest/stages.ts';
import type { Stage } from '../../jobs/job-context.ts';
import { buildQualityReport } from '../../quality/build-quality-report.ts';
import { buildSequences, sequencesStage } from '../../sequences/build-sequences.ts';
import { requireLearnable } from '../../sequences/require-learnable.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import type { WorkflowContext, WorkflowRun } from '../engine-workflow.ts';
import { plantedTruthOf } from '../planted-truth.ts';
import { eventsProvenance } from '../provenance.ts';
import { readEvents } from '../read-events.ts';
import { journeyStages } from './journeys-stages.ts';

export const journeysStages: readonly Stage[] = [
  ...ingestStages,
  qualityStage,
  sequencesStage,
  ...Object.values(journeyStages),
];

/** @param recipe its source's file is a path */
export async function runJourneys(
  recipe: JourneysRecipe,
  context: WorkflowContext,
): Promise<WorkflowRun<'journeys'>> {
  const { environment, job } = context;
  const tables = await readEvents(recipe, context);
  try {
    const quality = await buildQualityReport(tables, recipe, job);
    const { sql, ...sequences } = await buildSequences(tables, recipe, job);
    requireLearnable(sequences, recipe.journeys.encoder);
    const { persons, window, outcome } = sequences;
    const truth = plantedTruthOf(recipe.source, persons);
    const input = { sequences, truth, choices: recipe };
    const analysis = await runInThread('journeys.analyse', input, environment, job);
    const { personSegments, personNumbers, encodings, mapRows, lengthHistogram, ...shown } =
      analysis;
    const result = journeysResultSchema.parse({
      workflow: 'journeys',
      resultVersion: 1,
      provenance: eventsProvenance(recipe, tables, environment, {
        asOf: window.followedUntil,
        personCount: persons.length,
      }),
      personColumns: Object.keys(personNumbers).map(personColumn),
      quality,
      sequences: {
        personCount: persons.length,
        eventCount: sequences.kinds.length,
        leftOut: sequences.leftOut,
        from: window.from,
        cutoff: window.cutoff,
        followedUntil: window.followedUntil,
        truncatedPersonCount: sequences.truncatedPersonCount,
        rareKinds: sequences.rareKinds,
        outcomeEventsTakenOut: sequences.outcomeEventsTakenOut,
        sql,
        lengthHistogram,
      },
      kinds: sequences.kindNames,
      outcome: outcome && outcomeFacts(outcome.name, outcome.happened),
      ...shown,
    });
    const columns = { persons, segment: personSegments, numbers: personNumbers };
    return { result, columns, arrays: { encodings, mapRows } };
  } finally {
    tables.close();
  }
}

const labels: Readonly<Record<string, Omit<PersonColumn, 'name'>>> = {
  probability: { label: 'Outcome probability', kind: 'share' },
  outcome: { label: 'Outcome', kind: 'flag' },
  length: { label: 'Events', kind: 'number' },
  first_day: { label: 'First event', kind: 'days' },
  last_day: { label: 'Last event', kind: 'days' },
  tenure: { label: 'Tenure', kind: 'days' },
};

function personColumn(name: string): PersonColumn {
  return { name, ...(labels[name] ?? { label: name, kind: 'number' }) };
}

function outcomeFacts(
  name: string,
  happened: Uint8Array,
): { name: string; personCount: number; share: number } {
  const personCount = happened.reduce((count, value) => count + value, 0);
  return { name, personCount, share: personCount / happened.length };
}
