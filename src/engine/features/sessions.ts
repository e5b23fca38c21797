// Sessions by a pause between events.
import type { FeatureMeasure } from './feature-measure.ts';

const microsecondsPerMinute = 60_000_000;

export const sessions: FeatureMeasure = {
  label: 'Sessions',
  unit: 'sessions',
  definition: ({ gapMinutes }) =>
    `Number of sessions: a pause of more than ${gapMinutes} minutes between two events of the person opens a new one.`,
  sql: ({ gapMinutes }) => ({
    perEvent: {
      name: 'pause',
      sql: 'epoch_us(event.occurred_at) - lag(epoch_us(event.occurred_at)) OVER (PARTITION BY person ORDER BY event.occurred_at)',
    },
    value: `count(*) FILTER (WHERE pause IS NULL OR pause > ${Math.round(gapMinutes * microsecondsPerMinute)})`,
  }),
};
