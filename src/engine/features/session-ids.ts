// Sessions by the table's own session id.
import type { FeatureMeasure } from './feature-measure.ts';

export const sessionIds: FeatureMeasure = {
  label: 'Sessions',
  unit: 'sessions',
  requires: 'session',
  definition: () =>
    "Number of different session ids of the person, the source's own; rows without an id count for none.",
  sql: () => ({ value: 'count(DISTINCT session_id)' }),
};
