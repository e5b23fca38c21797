// The mean of a number over the events of a period.
import { exactSumSql } from '../../ingest/typed-events.ts';
import { ratioSql, type PanelMeasure } from '../panel-measure.ts';

export const mean: PanelMeasure = {
  label: 'Average {column}',
  needs: 'number',
  kind: 'continuous',
  unit: () => ({ one: '', many: '' }),
  fill: 'missing',
  emission: 'gaussian',
  log: true,
  definition: ({ settings, column }) =>
    `Mean of ${column} over the ${settings.period}'s events; events without ${column} do not count.`,
  sql: ({ number }) => ({
    parts: { total: exactSumSql(number), known: `count(${number})` },
    value: (part) => ratioSql(part('total'), part('known')),
  }),
};
