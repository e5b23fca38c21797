// Gives new persons a segment by a saved model, on a thread; how they differ from the old is told first.
import { journeyFacts } from '#analysis/journeys/journey-facts';
import { applyWhitening } from '#analysis/journeys/whiten-encodings';
import { encodeSequences, predictOutcome } from '#analysis/recurrent/encode-sequences';
import type { DriftReport } from '#shared/results/drift-report';
import type { BuiltSequences } from '../../sequences/sequence-types.ts';
import { throwIfCancelled } from '../../jobs/job-context.ts';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { driftReport } from '../drift-report.ts';
import { runToEnd } from '../run-to-end.ts';
import { withTeam } from '../with-team.ts';
import { analysisContext } from './analysis-context.ts';
import { driftColumns } from './drift-columns.ts';
import type { JourneysModel } from './journeys-model.ts';
import { placeJourneys } from './place-journeys.ts';
import { sequenceBatch } from './sequence-batch.ts';

export interface NewJourneys {
  readonly sequences: Omit<BuiltSequences, 'sql'>;
  readonly model: JourneysModel;
}

export interface PlacedJourneys {
  /** -1: like no segment of the model. */
  readonly labels: Int32Array;
  /** Null where the network does not know the outcome. */
  readonly probabilities: Float64Array | null;
  readonly drift: DriftReport;
}

export async function placeNewJourneys(
  { sequences, model }: NewJourneys,
  thread: ThreadContext,
): Promise<PlacedJourneys> {
  const { kindNames } = model.scaling;
  const personCount = sequences.persons.length;
  const journeys = { personCount, ...sequences };
  const facts = journeyFacts(journeys, sequences.window.cutoffDay);
  const drift = driftReport(
    model.driftBaseline,
    driftColumns(facts, kindNames).map(({ values }) => values),
    personCount,
  );
  throwIfCancelled(thread);
  return withTeam(thread, (team) => {
    const { recurrent } = analysisContext(thread, team);
    const batch = sequenceBatch(sequences, model.scaling);
    const values = encodeSequences(model.network, batch, recurrent);
    const dimensionCount = model.network.encodingSize;
    const encodings = { rowCount: personCount, dimensionCount, values };
    const points = applyWhitening(model.whitening, encodings);
    return {
      labels: runToEnd(placeJourneys(points, model), thread),
      probabilities:
        model.network.kind === 'outcome' ? predictOutcome(model.network, batch, recurrent) : null,
      drift,
    };
  });
}
