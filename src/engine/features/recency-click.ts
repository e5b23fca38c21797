// Recency by click.
import type { FeatureMeasure } from './feature-measure.ts';
import { daysBetween } from './days-between.ts';

export const recencyClick: FeatureMeasure = {
  label: 'Recency of clicks',
  unit: 'days',
  requires: 'click',
  definition: () =>
    'Days from the last event with a click of the person to the as-of date; whoever has no click gets the days from the first event of all the data, the longest that could be known.',
  sql: ({ asOf, firstMoment }) => ({
    value: daysBetween(
      `coalesce(max(occurred_at) FILTER (WHERE click_count > 0), ${firstMoment})`,
      asOf,
    ),
  }),
};
