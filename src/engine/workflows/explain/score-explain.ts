// Gives new people a segment by a saved model, on a thread; how they differ from the old is told first.
import { measureCategoryDrift } from '#analysis/drift/category-drift';
import { measureDrift } from '#analysis/drift/column-drift';
import type { DriftVerdict } from '#analysis/drift/drift-types';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import type { DriftReport } from '#shared/results/drift-report';
import { throwIfCancelled } from '../../jobs/job-context.ts';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { levelCounts } from './level-counts.ts';
import type { DriftBaseline } from './model-schema.ts';
import type { PredictingModel } from './restore-model.ts';
import { predictOf } from './explained-model.ts';

export interface ExplainScoreInput {
  /** Columns of the model, by its names. */
  readonly table: FeatureTable;
  readonly model: PredictingModel;
  readonly driftBaseline: DriftBaseline;
}

export interface ExplainScored {
  readonly drift: DriftReport;
  /** rows x classes. */
  readonly probabilities: Float64Array;
}

export function scoreExplain(
  { table, model, driftBaseline }: ExplainScoreInput,
  thread: ThreadContext,
): ExplainScored {
  throwIfCancelled(thread);
  const drift = driftOf(driftBaseline, table);
  throwIfCancelled(thread);
  return { drift, probabilities: predictOf(model)(table) };
}

const verdicts: Record<DriftVerdict, DriftReport['verdict']> = {
  stable: 'alike',
  moderate: 'shifted',
  shifted: 'different',
};
const severity: readonly DriftReport['verdict'][] = ['alike', 'shifted', 'different'];

const sentences: Record<DriftReport['verdict'], string> = {
  alike: 'The new people look like those the model was made from.',
  shifted: 'The new people differ somewhat from those the model was made from; look at the shares.',
  different: 'The new people differ much from those the model was made from; fit a new model.',
};

/** Population stability index above which nothing is alike: every cell is missing, say. */
const totalShift = 1;

function driftOf(baseline: DriftBaseline, table: FeatureTable): DriftReport {
  const features = baseline.map((reference) => {
    const column = table.columns.find(({ name }) => name === reference.name);
    if (!column) throw new Error(`the column ${reference.name} was not read`);
    return columnDrift(reference, column);
  });
  const verdict = features.reduce<DriftReport['verdict']>(
    (worst, one) => (severity.indexOf(one.verdict) > severity.indexOf(worst) ? one.verdict : worst),
    'alike',
  );
  return { verdict, sentence: sentences[verdict], personCount: table.rowCount, features };
}

function columnDrift(
  reference: DriftBaseline[number],
  column: FeatureColumn,
): DriftReport['features'][number] {
  const { name } = reference;
  if (reference.kind === 'levels') {
    const found = measureCategoryDrift(reference, levelCounts(column));
    return {
      name,
      populationStabilityIndex: found.index,
      outOfRangeShare: 0,
      unseenLevels: found.unseen.map(({ category }) => category).slice(0, 20),
      unseenShare: found.unseenShare,
      verdict: verdicts[found.verdict],
    };
  }
  const noLevels = { unseenLevels: [], unseenShare: 0 };
  if (column.values.every((value) => Number.isNaN(value))) {
    const index = totalShift;
    const verdict = 'different' as const;
    return { name, populationStabilityIndex: index, outOfRangeShare: 0, ...noLevels, verdict };
  }
  const found = measureDrift(reference, column.values);
  return {
    name,
    populationStabilityIndex: found.index,
    outOfRangeShare: found.outOfRangeShare,
    ...noLevels,
    verdict: verdicts[found.verdict],
  };
}
