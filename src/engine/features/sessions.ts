// Sessions by a pause between events.
import { pauseColumn, pauseSql } from '../ingest/pauses.ts';
import type { FeatureMeasure } from './feature-measure.ts';

const microsecondsPerMinute = 60_000_000;

export const sessions: FeatureMeasure = {
  label: 'Sessions',
  unit: 'sessions',
  usesPauses: true,
  definition: ({ gapMinutes }) =>
    `Number of sessions: a pause of more than ${gapMinutes} minutes between two events of the person opens a new one.`,
  sql: ({ gapMinutes, withPauses }) => ({
    ...(withPauses ? {} : { perEvent: { name: pauseColumn, sql: pauseSql('event.') } }),
    value: `count(*) FILTER (WHERE pause IS NULL OR pause > ${Math.round(gapMinutes * microsecondsPerMinute)})`,
  }),
};
