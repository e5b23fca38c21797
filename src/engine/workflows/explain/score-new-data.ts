// A saved model applied to new tables: the same columns and kinds, the drift, and a table of
// assignments.
import { greatestClass } from '#analysis/supervised/metrics/greatest-class';
import type { FeatureColumn } from '#analysis/supervised/feature-table';
import type { FeatureSpec } from '#analysis/supervised/supervised-model';
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';
import { buildCustomers } from '../../customers/build-customers.ts';
import type { CustomerFeature } from '../../customers/customer-features.ts';
import { customerStages } from '../../customers/customer-stages.ts';
import { featureColumn } from '../../customers/feature-table.ts';
import type { Table, TableColumn } from '../../exports/write-table.ts';
import type { Stage } from '../../jobs/job-context.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import type { FittedModel, ScoredData, WorkflowContext } from '../engine-workflow.ts';
import { restoreModel, type RestoredModel } from './restore-model.ts';
import { nameOf } from './explain-tables.ts';
import { secondOf } from './place-people.ts';

const placingStage: Stage = { name: 'Placing people', weight: 5 };
export const explainScoreStages: readonly Stage[] = [...customerStages, placingStage];

export async function scoreNewData(
  { result, arrays }: FittedModel<'explain'>,
  fittedRecipe: ExplainRecipe,
  context: WorkflowContext,
): Promise<ScoredData> {
  const restored = restoreModel(result.model, arrays);
  const recipe = recipeFor(fittedRecipe, restored);
  const fixed = new Map(
    restored.transform.columns.map(({ choice, kind, meanings }) => [
      choice.name,
      { kind, meanings },
    ]),
  );
  const options = { requireMatches: true, withLabels: false, fixed };
  const customers = await buildCustomers(recipe, context, options);
  try {
    const { persons } = customers.people;
    context.job.progress(placingStage.name, null);
    const columns = restored.features.map((spec) => columnFor(spec, customers.features));
    const scored = await runInThread(
      'explain.score',
      {
        table: { rowCount: persons.length, columns },
        model: restored.model,
        driftBaseline: restored.driftBaseline,
      },
      context.environment,
      context.job,
    );
    const { classCount } = restored.model;
    const segments = Uint8Array.from({ length: persons.length }, (_, row) =>
      greatestClass(scored.probabilities, row, classCount),
    );
    return {
      drift: scored.drift,
      segments: result.segments.map((segment) => ({
        name: nameOf(segment),
        personCount: segments.reduce((sum, one) => sum + (one === segment.index ? 1 : 0), 0),
      })),
      table: scoredTable(persons, segments, scored.probabilities, result.segments),
    };
  } finally {
    customers.close();
  }
}

/** The features of the model, also where the recipe left their choice to the tables. */
function recipeFor(recipe: ExplainRecipe, { transform }: RestoredModel): ExplainRecipe {
  const columns = transform.columns.map(({ choice }) => choice);
  return { ...recipe, explain: { ...recipe.explain, columns } };
}

/** Rare levels were learnt as one; what the model does not know stays, and shows as drift. */
function columnFor(spec: FeatureSpec, features: readonly CustomerFeature[]): FeatureColumn {
  const feature = features.find(({ choice }) => choice.name === spec.name);
  if (!feature) throw new Error(`the feature ${spec.name} was not read`);
  const column = featureColumn(feature);
  if (spec.kind !== 'categorical') return column;
  const other = spec.levels.find((level) => level.startsWith('other ('));
  if (other === undefined) return column;
  const levels = column.levels.map((level) => (spec.levels.includes(level) ? level : other));
  const distinct = [...new Set(levels)];
  const indexOf = levels.map((level) => distinct.indexOf(level));
  const values = column.values.map((value) => (value >= 0 ? indexOf[value]! : NaN));
  return { ...column, levels: distinct, values };
}

function scoredTable(
  persons: readonly string[],
  segments: Uint8Array,
  probabilities: Float64Array,
  classes: FittedModel<'explain'>['result']['segments'],
): Table {
  const classCount = classes.length;
  const number = (name: string, value: (row: number) => number): TableColumn => ({
    name,
    type: 'number',
    value,
  });
  return {
    rowCount: persons.length,
    columns: [
      { name: 'person', type: 'text', value: (row) => persons[row] ?? null },
      { name: 'segment', type: 'count', value: (row) => (segments[row] ?? 0) + 1 },
      {
        name: 'name',
        type: 'text',
        value: (row) => {
          const segment = classes[segments[row] ?? 0];
          return segment ? nameOf(segment) : null;
        },
      },
      number('probability', (row) => probabilities[row * classCount + segments[row]!]!),
      number('margin', (row) => secondOf(probabilities, row, classCount).margin),
      ...classes.map(({ label, index }) =>
        number(`probability of ${label}`, (row) => probabilities[row * classCount + index]!),
      ),
    ],
  };
}
