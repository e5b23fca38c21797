// A property of the person that shows in events, such as the platform: 1 where most events say so.
import { share, valuesInWords, type MeasureModule } from '../panel-measure.ts';

export const flagOf: MeasureModule = {
  unit: () => share,
  definition: ({ settings, column, values }) =>
    `1 where ${column} is ${valuesInWords(values)} in at least half of the ${settings.period}'s events that have it, else 0.`,
  sql: ({ isAmong }) => ({
    parts: { among: `count(*) FILTER (WHERE ${isAmong})`, known: `count(${isAmong})` },
    value: (part) =>
      `CASE WHEN ${part('known')} > 0 THEN CAST(2 * ${part('among')} >= ${part('known')} AS INTEGER) END`,
  }),
};
