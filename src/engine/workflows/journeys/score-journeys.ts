// A saved model applied to new data: sequences of the kinds that the model knows, the drift, and a
// table of assignments.
import type { JourneysRecipe } from '#shared/recipe/journeys-recipe';
import { ingestStages } from '../../ingest/stages.ts';
import type { Stage } from '../../jobs/job-context.ts';
import { buildSequences, otherKind, sequencesStage } from '../../sequences/build-sequences.ts';
import type { BuiltSequences } from '../../sequences/sequence-types.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import type { FittedModel, ScoredData, WorkflowContext } from '../engine-workflow.ts';
import { readEvents } from '../read-events.ts';
import { parseJourneysModel } from './journeys-model.ts';

const placingStage: Stage = { name: 'Placing people', weight: 5 };
export const scoreStages: readonly Stage[] = [...ingestStages, sequencesStage, placingStage];

const outsideName = 'Like no others';

export async function scoreJourneys(
  { result }: FittedModel<'journeys'>,
  fittedRecipe: JourneysRecipe,
  context: WorkflowContext,
): Promise<ScoredData> {
  const model = parseJourneysModel(result.model);
  const recipe = forNewData(fittedRecipe);
  const { environment, job } = context;
  const tables = await readEvents(recipe, context);
  try {
    const built = await buildSequences(tables, recipe, job);
    job.progress(placingStage.name, null);
    const sequences = inKindsOf(built, model.scaling.kindNames);
    const placed = await runInThread('journeys.place', { sequences, model }, environment, job);
    const segments = result.segments.filter(({ byRule }) => !byRule);
    const names = segments.map(({ givenName, suggestedName }) => givenName ?? suggestedName);
    const countOf = (wanted: number) =>
      placed.labels.reduce((count, label) => count + (label === wanted ? 1 : 0), 0);
    return {
      drift: placed.drift,
      segments: [
        ...names.map((name, label) => ({ name, personCount: countOf(label) })),
        { name: outsideName, personCount: countOf(-1) },
      ],
      table: {
        rowCount: sequences.persons.length,
        columns: [
          { name: 'person', type: 'text', value: (row) => sequences.persons[row] ?? null },
          {
            name: 'segment',
            type: 'count',
            value: (row) => (placed.labels[row]! < 0 ? null : placed.labels[row]! + 1),
          },
          { name: 'name', type: 'text', value: (row) => names[placed.labels[row]!] ?? outsideName },
          {
            name: 'probability',
            type: 'number',
            value: (row) => placed.probabilities?.[row] ?? null,
          },
        ],
      },
    };
  } finally {
    tables.close();
  }
}

/** Nobody knows the outcome of new people yet: all their events are the input. */
function forNewData(fitted: JourneysRecipe): JourneysRecipe {
  const { sequences } = fitted.journeys;
  const outcome = { kind: 'none' } as const;
  const cutoff = { kind: 'date', date: null } as const;
  return {
    ...fitted,
    asOf: { ...fitted.asOf, date: null },
    journeys: { ...fitted.journeys, sequences: { ...sequences, outcome, cutoff, from: null } },
  };
}

/** Kinds that the model does not know are put with the rare ones; without such, they are left out. */
function inKindsOf(built: BuiltSequences, kindNames: readonly string[]): BuiltSequences {
  const other = kindNames.indexOf(otherKind);
  const kindOf = built.kindNames.map((name) => {
    const known = kindNames.indexOf(name);
    return known >= 0 ? known : other;
  });
  const kept = Array.from(built.kinds.keys()).filter((event) => kindOf[built.kinds[event]!]! >= 0);
  return keepEvents(built, kept, kindOf, kindNames);
}

function keepEvents(
  built: BuiltSequences,
  kept: readonly number[],
  kindOf: readonly number[],
  kindNames: readonly string[],
): BuiltSequences {
  const persons: string[] = [];
  const starts: number[] = [];
  let person = -1;
  for (const [place, event] of kept.entries()) {
    let own = Math.max(0, person);
    while (event >= built.starts[own + 1]!) own++;
    if (own === person) continue;
    person = own;
    persons.push(built.persons[own]!);
    starts.push(place);
  }
  return {
    ...built,
    persons,
    starts: Uint32Array.from([...starts, kept.length]),
    kinds: Uint16Array.from(kept, (event) => kindOf[built.kinds[event]!]!),
    days: Float64Array.from(kept, (event) => built.days[event]!),
    amounts: built.amounts && Float64Array.from(kept, (event) => built.amounts![event]!),
    kindNames,
  };
}
