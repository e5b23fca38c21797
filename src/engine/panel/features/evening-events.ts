// How many events of a period lie in the evening.
import type { MeasureModule } from '../panel-measure.ts';

export const eveningEvents: MeasureModule = {
  unit: () => ({ one: 'event', many: 'events' }),
  words: { high: 'evening', low: 'no evening' },
  definition: ({ settings }) =>
    `Number of the ${settings.period}'s events from ${settings.eveningFromHour}:00 to midnight.`,
  sql: ({ settings }) => ({
    parts: { count: `count(*) FILTER (WHERE hour(moment) >= ${settings.eveningFromHour})` },
    value: (part) => part('count'),
  }),
};
