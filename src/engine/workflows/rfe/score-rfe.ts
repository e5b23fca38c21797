// Gives new persons a segment by a saved model, on a thread; how they differ from the old is told first.
import { scalarBackend } from '#analysis/kmeans/scalar-rows';
import type { DriftReport } from '#shared/results/drift-report';
import { throwIfCancelled } from '../../jobs/job-context.ts';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { driftReport } from '../drift-report.ts';
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
  const drift = driftReport(input.model.driftBaseline, input.features, input.personCount);
  throwIfCancelled(thread);
  const persons = { rowCount: input.personCount, columns: input.features };
  return { ...placePersons(input.model, persons, scalarBackend), drift };
}
