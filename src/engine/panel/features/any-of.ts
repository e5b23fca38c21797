// Whether any event of a period has one of some values, such as a cancelled ride.
import { valuesInWords, share, type PanelMeasure } from '../panel-measure.ts';

export const anyOf: PanelMeasure = {
  label: 'Any {column}',
  needs: 'cell',
  kind: 'binary',
  unit: () => share,
  fill: 'zero',
  emission: 'bernoulli',
  log: false,
  definition: ({ settings, column, values }) =>
    `1 where ${column} is ${valuesInWords(values)} in at least one event of the ${settings.period}, else 0.`,
  sql: ({ isAmong }) => ({
    parts: { any: `max(CAST(${isAmong} AS INTEGER))` },
    value: (part) => part('any'),
  }),
};
