// How many events of a period lie on the other days.
import { daysInWords, type MeasureModule } from '../panel-measure.ts';
import { onWeekendSql } from './weekend-events.ts';

export const weekdayEvents: MeasureModule = {
  unit: () => ({ one: 'event', many: 'events' }),
  words: { high: 'weekday', low: 'no weekday' },
  definition: ({ settings }) =>
    `Number of the ${settings.period}'s events on other days than ${daysInWords(settings.weekend)}.`,
  sql: (context) => ({
    parts: { count: `count(*) FILTER (WHERE NOT ${onWeekendSql(context)})` },
    value: (part) => part('count'),
  }),
};
