// Whether any event of a period has one of some values, such as a cancelled ride.
import { valuesInWords, share, type MeasureModule } from '../panel-measure.ts';

export const anyOf: MeasureModule = {
  unit: () => share,
  definition: ({ settings, column, values }) =>
    `1 where ${column} is ${valuesInWords(values)} in at least one event of the ${settings.period}, else 0.`,
  sql: ({ isAmong }) => ({
    parts: { any: `max(CAST(${isAmong} AS INTEGER))` },
    value: (part) => part('any'),
  }),
};
