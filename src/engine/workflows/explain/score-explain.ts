// Gives new people a segment by a saved model, on a thread; how they differ from the old is told first.
import { measureCategoryDrift } from '#analysis/drift/category-drift';
import { measureDrift } from '#analysis/drift/column-drift';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import type { DriftReport } from '#shared/results/drift-report';
import { throwIfCancelled } from '../../jobs/job-context.ts';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { reportedColumn, reportedVerdicts, reportOf, type ReportedDrift } from '../drift-report.ts';
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

/** Population stability index above which nothing is alike: every cell is missing, say. */
const totalShift = 1;

function driftOf(baseline: DriftBaseline, table: FeatureTable): DriftReport {
  const features = baseline.map((reference) => {
    const column = table.columns.find(({ name }) => name === reference.name);
    if (!column) throw new Error(`the column ${reference.name} was not read`);
    return columnDrift(reference, column);
  });
  return reportOf(features, table.rowCount);
}

function columnDrift(reference: DriftBaseline[number], column: FeatureColumn): ReportedDrift {
  const { name } = reference;
  if (reference.kind === 'levels') {
    const found = measureCategoryDrift(reference, levelCounts(column));
    return {
      name,
      populationStabilityIndex: found.index,
      outOfRangeShare: 0,
      unseenLevels: found.unseen.map(({ category }) => category).slice(0, 20),
      unseenShare: found.unseenShare,
      verdict: reportedVerdicts[found.verdict],
    };
  }
  if (!column.values.every((value) => Number.isNaN(value))) {
    return reportedColumn(measureDrift(reference, column.values));
  }
  return {
    name,
    populationStabilityIndex: totalShift,
    outOfRangeShare: 0,
    unseenLevels: [],
    unseenShare: 0,
    verdict: 'different',
  };
}
