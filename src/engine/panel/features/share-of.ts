// The share of a period's events that have one of some values, such as those paid in cash.
import { ratioSql, share, valuesInWords, type MeasureModule } from '../panel-measure.ts';

export const shareOf: MeasureModule = {
  unit: () => share,
  isShare: true,
  definition: ({ settings, column, values }) =>
    `Share of the ${settings.period}'s events whose ${column} is ${valuesInWords(values)}; events without ${column} do not count.`,
  sql: ({ isAmong }) => ({
    parts: { among: `count(*) FILTER (WHERE ${isAmong})`, known: `count(${isAmong})` },
    value: (part) => ratioSql(part('among'), part('known')),
  }),
};
