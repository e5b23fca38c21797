// A property of the person that shows in events, such as the platform: 1 where most events say so.
import { share, valuesInWords, type PanelMeasure } from '../panel-measure.ts';

export const flagOf: PanelMeasure = {
  label: '{column}',
  needs: 'cell',
  kind: 'binary',
  unit: () => share,
  fill: 'carry-forward',
  emission: 'bernoulli',
  log: false,
  definition: ({ settings, column, values }) =>
    `1 where ${column} is ${valuesInWords(values)} in at least half of the ${settings.period}'s events that have it, else 0.`,
  sql: ({ isAmong }) => ({
    parts: { among: `count(*) FILTER (WHERE ${isAmong})`, known: `count(${isAmong})` },
    value: (part) =>
      `CASE WHEN ${part('known')} > 0 THEN CAST(2 * ${part('among')} >= ${part('known')} AS INTEGER) END`,
  }),
};
