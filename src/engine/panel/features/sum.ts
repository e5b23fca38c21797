// The sum of a number over the events of a period.
import { exactSumSql } from '../../ingest/typed-events.ts';
import type { MeasureModule } from '../panel-measure.ts';

export const sum: MeasureModule = {
  unit: () => ({ one: '', many: '' }),
  definition: ({ settings, column }) =>
    `Sum of ${column} over the ${settings.period}'s events; events without ${column} add nothing.`,
  sql: ({ number }) => ({
    parts: { total: `coalesce(${exactSumSql(number)}, 0)` },
    value: (part) => part('total'),
  }),
};
