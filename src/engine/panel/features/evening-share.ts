// The share of events in the evening.
import { ratioSql, share, type MeasureModule } from '../panel-measure.ts';

export const eveningShare: MeasureModule = {
  unit: () => share,
  isShare: true,
  words: { high: 'evening', low: 'daytime' },
  definition: ({ settings }) =>
    `Share of the ${settings.period}'s events from ${settings.eveningFromHour}:00 to midnight.`,
  sql: ({ settings }) => ({
    parts: { evening: `count(*) FILTER (WHERE hour(moment) >= ${settings.eveningFromHour})` },
    value: (part) => ratioSql(part('evening'), 'events'),
  }),
};
