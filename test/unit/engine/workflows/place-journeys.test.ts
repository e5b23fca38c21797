// New encodings by the nearest core person, and how often it is looked whether to stop.
import { expect, it } from 'vitest';
import type { JourneysModel } from '#engine/workflows/journeys/journeys-model';
import { placeJourneys } from '#engine/workflows/journeys/place-journeys';

/** Two segments on a line: core persons at 0 and 1, and at 10. Only these parts of a model are read. */
function modelWith(reach: number | null): JourneysModel {
  const corePoints = Float64Array.of(0, 1, 10);
  return { corePoints, coreSegments: Uint8Array.of(0, 0, 1), reach } as unknown as JourneysModel;
}

function place(values: readonly number[], reach: number | null) {
  const points = { rowCount: values.length, dimensionCount: 1, values: Float64Array.from(values) };
  const steps = placeJourneys(points, modelWith(reach));
  let looks = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return { labels: Array.from(step.value), looks };
    looks += 1;
  }
}

it('takes the segment of the nearest core person, the earlier of equally near ones', () => {
  expect(place([-3, 2, 8, 5.5], null).labels).toEqual([0, 0, 1, 0]);
});

it('gives no segment beyond the reach, which is still within', () => {
  expect(place([3, 3.01, 12], 2).labels).toEqual([0, -1, 1]);
});

it('pauses at least every 256 rows', () => {
  const many = Array.from({ length: 2000 }, (_, row) => row % 12);
  expect(place(many, null).looks).toBeGreaterThanOrEqual(2000 / 256);
});
