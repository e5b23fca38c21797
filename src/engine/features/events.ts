// Events.
import type { FeatureMeasure } from './feature-measure.ts';

export const events: FeatureMeasure = {
  label: 'Events',
  unit: 'events',
  definition: () => 'Number of events (rows of the event table) of the person.',
  sql: () => ({ value: 'count(*)' }),
};
