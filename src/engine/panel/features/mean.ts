// The mean of a number over the events of a period.
import { exactSumSql } from '../../ingest/typed-events.ts';
import { ratioSql, type MeasureModule } from '../panel-measure.ts';

export const mean: MeasureModule = {
  unit: () => ({ one: '', many: '' }),
  definition: ({ settings, column }) =>
    `Mean of ${column} over the ${settings.period}'s events; events without ${column} do not count.`,
  sql: ({ number }) => ({
    parts: { total: exactSumSql(number), known: `count(${number})` },
    value: (part) => ratioSql(part('total'), part('known')),
  }),
};
