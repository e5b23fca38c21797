// The mean of a number over all events of the person so far, such as the price.
import { decimalSumSql } from '../../ingest/typed-events.ts';
import type { PanelMeasure } from '../panel-measure.ts';

export const runningMean: PanelMeasure = {
  label: 'Average {column} so far',
  needs: 'number',
  kind: 'continuous',
  unit: () => ({ one: '', many: '' }),
  fill: 'carry-forward',
  emission: 'gaussian',
  log: true,
  definition: ({ settings, column }) =>
    `Mean of ${column} over all events up to the end of the ${settings.period}; events without ${column} do not count.`,
  sql: ({ number }) => ({
    // Stays a decimal, so that the running sum over periods is exact as well.
    parts: { total: decimalSumSql(number), known: `count(${number})` },
    value: (part) =>
      `CAST(sum(${part('total')}) OVER so_far AS DOUBLE) / nullif(sum(${part('known')}) OVER so_far, 0)`,
  }),
};
