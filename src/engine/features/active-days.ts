// Active days.
import type { FeatureMeasure } from './feature-measure.ts';

export const activeDays: FeatureMeasure = {
  label: 'Active days',
  unit: 'days',
  definition: () => 'Number of calendar days, in the chosen time zone, with at least one event.',
  sql: () => ({ value: 'count(DISTINCT CAST(occurred_at AS DATE))' }),
};
