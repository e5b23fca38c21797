// The mean of a number over all events of the person so far, such as the price.
import { decimalSumSql } from '../../ingest/typed-events.ts';
import type { MeasureModule } from '../panel-measure.ts';

export const runningMean: MeasureModule = {
  unit: () => ({ one: '', many: '' }),
  definition: ({ settings, column }) =>
    `Mean of ${column} over all events up to the end of the ${settings.period}; events without ${column} do not count.`,
  sql: ({ number }) => ({
    // Stays a decimal, so that the running sum over periods is exact as well.
    parts: { total: decimalSumSql(number), known: `count(${number})` },
    value: (part) =>
      `CAST(sum(${part('total')}) OVER so_far AS DOUBLE) / nullif(sum(${part('known')}) OVER so_far, 0)`,
  }),
};
