// What a run leaves for new persons: the network, its scaling, core persons, and what they were like.
import type { Points } from '#analysis/density/points';
import { fitDriftReference } from '#analysis/drift/column-drift';
import type { JourneysResult } from '#shared/results/journeys-result';
import { driftColumns } from './drift-columns.ts';
import type { Encoded } from './encode-journeys.ts';
import { savedJourneysModel } from './journeys-model.ts';
import { coreRows } from './place-journeys.ts';
import type { PreparedJourneys } from './prepare-journeys.ts';
import type { ClusteredJourneys } from './segment-journeys.ts';

/** Counts have no network that could place anybody. */
export function modelOfRun(
  { facts, scaling, encoder }: PreparedJourneys,
  { fit }: Encoded,
  { whitening, points, clusters }: ClusteredJourneys,
): JourneysResult['model'] {
  if (!fit) return { kind: 'counts', parameters: null, transform: null, driftBaseline: null };
  const { labels, core, clusterCount, eps } = clusters;
  const rows = coreRows(labels, core, clusterCount);
  const columns = driftColumns(facts, encoder.counted.kindNames);
  return savedJourneysModel({
    network: fit.model,
    scaling,
    whitening,
    corePoints: takeRows(points, rows),
    coreSegments: Uint8Array.from(rows, (row) => labels[row]!),
    reach: eps,
    driftBaseline: columns.map(({ name, values }) => fitDriftReference(values, name)),
  });
}

function takeRows({ dimensionCount, values }: Points, rows: Uint32Array): Float64Array {
  const taken = new Float64Array(rows.length * dimensionCount);
  rows.forEach((row, place) =>
    taken.set(
      values.subarray(row * dimensionCount, (row + 1) * dimensionCount),
      place * dimensionCount,
    ),
  );
  return taken;
}
