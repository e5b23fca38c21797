// The share of a period's events that have one of some values, such as those paid in cash.
import { ratioSql, share, valuesInWords, type PanelMeasure } from '../panel-measure.ts';

export const shareOf: PanelMeasure = {
  label: 'Share of {column}',
  needs: 'cell',
  kind: 'continuous',
  unit: () => share,
  fill: 'missing',
  emission: 'gaussian',
  log: false,
  definition: ({ settings, column, values }) =>
    `Share of the ${settings.period}'s events whose ${column} is ${valuesInWords(values)}; events without ${column} do not count.`,
  sql: ({ isAmong }) => ({
    parts: { among: `count(*) FILTER (WHERE ${isAmong})`, known: `count(${isAmong})` },
    value: (part) => ratioSql(part('among'), part('known')),
  }),
};
