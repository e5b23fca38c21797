// How many events of a period have one of some values, such as those paid in cash.
import { valuesInWords, type MeasureModule } from '../panel-measure.ts';

export const countOf: MeasureModule = {
  unit: () => ({ one: 'event', many: 'events' }),
  definition: ({ settings, column, values }) =>
    `Number of the ${settings.period}'s events whose ${column} is ${valuesInWords(values)}.`,
  sql: ({ isAmong }) => ({
    parts: { count: `count(*) FILTER (WHERE ${isAmong})` },
    value: (part) => part('count'),
  }),
};
