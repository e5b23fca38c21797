// Sessions by a pause between events.
import { pauseColumn, pauseSql } from '../ingest/pauses.ts';
import type { FeatureMeasure } from './feature-measure.ts';

const microsecondsPerMinute = 60_000_000;

/** Not the name of the stored pauses: `event` may have both, and those count what is left out here. */
const countedPause = 'counted_pause';

export const sessions: FeatureMeasure = {
  label: 'Sessions',
  unit: 'sessions',
  usesPauses: true,
  definition: ({ gapMinutes }) =>
    `Number of sessions: a pause of more than ${gapMinutes} minutes between two events of the person opens a new one.`,
  sql: ({ gapMinutes, withPauses }) => {
    const pause = withPauses ? pauseColumn : countedPause;
    const longest = Math.round(gapMinutes * microsecondsPerMinute);
    return {
      ...(withPauses ? {} : { perEvent: { name: pause, sql: pauseSql('event.') } }),
      value: `count(*) FILTER (WHERE ${pause} IS NULL OR ${pause} > ${longest})`,
    };
  },
};
