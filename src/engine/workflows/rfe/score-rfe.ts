// Gives new persons a segment by a saved model, on a thread; how they differ from the old is told first.
import type { ColumnDrift, DriftReference, DriftVerdict } from '#analysis/drift/drift-types';
import { measureDrift } from '#analysis/drift/column-drift';
import { scalarBackend } from '#analysis/kmeans/scalar-rows';
import type { DriftReport } from '#shared/results/drift-report';
import { throwIfCancelled } from '../../jobs/job-context.ts';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import type { FeatureColumns } from './analysis-input.ts';
import { placePersons, type Placement } from './place-persons.ts';
import type { RfeModel } from './rfe-model.ts';

export interface ScoreInput {
  readonly personCount: number;
  readonly features: FeatureColumns;
  readonly model: RfeModel;
}

export interface Scored extends Placement {
  readonly drift: DriftReport;
}

export function scoreRfe(input: ScoreInput, thread: ThreadContext): Scored {
  throwIfCancelled(thread);
  const drift = driftOf(input.model.driftBaseline, input.features, input.personCount);
  throwIfCancelled(thread);
  const persons = { rowCount: input.personCount, columns: input.features };
  return { ...placePersons(input.model, persons, scalarBackend), drift };
}

const verdicts: Record<DriftVerdict, DriftReport['verdict']> = {
  stable: 'alike',
  moderate: 'shifted',
  shifted: 'different',
};
const severity: readonly DriftVerdict[] = ['stable', 'moderate', 'shifted'];

const sentences: Record<DriftReport['verdict'], string> = {
  alike: 'The new people look like those the model was made from.',
  shifted: 'The new people differ somewhat from those the model was made from; look at the shares.',
  different: 'The new people differ much from those the model was made from; fit a new model.',
};

function driftOf(
  baseline: readonly DriftReference[],
  features: FeatureColumns,
  personCount: number,
): DriftReport {
  const columns = baseline.map((reference, i): ColumnDrift =>
    measureDrift(reference, features[i]!),
  );
  const worst = columns.reduce<DriftVerdict>(
    (found, { verdict }) => (severity.indexOf(verdict) > severity.indexOf(found) ? verdict : found),
    'stable',
  );
  const verdict = verdicts[worst];
  return {
    verdict,
    sentence: sentences[verdict],
    personCount,
    features: columns.map((column) => ({
      name: column.name,
      populationStabilityIndex: column.index,
      outOfRangeShare: column.outOfRangeShare,
      unseenLevels: [],
      unseenShare: 0,
      verdict: verdicts[column.verdict],
    })),
  };
}
