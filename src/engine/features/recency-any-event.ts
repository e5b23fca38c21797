// Recency by any event.
import type { FeatureMeasure } from './feature-measure.ts';
import { daysBetween } from './days-between.ts';

export const recencyAnyEvent: FeatureMeasure = {
  label: 'Recency',
  unit: 'days',
  definition: () =>
    'Days from the last event of the person to the as-of date, parts of a day included; an event on the day before counts at most 1.',
  sql: ({ asOf }) => ({ value: daysBetween('max(occurred_at)', asOf) }),
};
