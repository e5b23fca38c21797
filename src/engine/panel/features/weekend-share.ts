// The share of events on the days that count as weekend.
import { daysInWords, ratioSql, share, type MeasureModule } from '../panel-measure.ts';
import { onWeekendSql } from './weekend-events.ts';

export const weekendShare: MeasureModule = {
  unit: () => share,
  isShare: true,
  words: { high: 'weekend', low: 'weekday' },
  definition: ({ settings }) =>
    `Share of the ${settings.period}'s events on ${daysInWords(settings.weekend)}.`,
  sql: (context) => ({
    parts: { weekend: `count(*) FILTER (WHERE ${onWeekendSql(context)})` },
    value: (part) => ratioSql(part('weekend'), 'events'),
  }),
};
