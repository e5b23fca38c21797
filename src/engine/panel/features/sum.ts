// The sum of a number over the events of a period.
import { exactSumSql } from '../../ingest/typed-events.ts';
import type { PanelMeasure } from '../panel-measure.ts';

export const sum: PanelMeasure = {
  label: 'Sum of {column}',
  needs: 'number',
  kind: 'continuous',
  unit: () => ({ one: '', many: '' }),
  fill: 'zero',
  emission: 'gaussian',
  log: true,
  definition: ({ settings, column }) =>
    `Sum of ${column} over the ${settings.period}'s events; events without ${column} add nothing.`,
  sql: ({ number }) => ({
    parts: { total: `coalesce(${exactSumSql(number)}, 0)` },
    value: (part) => part('total'),
  }),
};
