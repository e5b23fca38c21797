// How long the person has been there: periods since the first one.
import { periodUnits } from '../panel-period.ts';
import type { MeasureModule } from '../panel-measure.ts';

export const timeOnPlatform: MeasureModule = {
  unit: ({ settings }) => periodUnits[settings.period],
  words: { high: 'long-standing', low: 'new' },
  definition: ({ settings }) =>
    `Number of ${periodUnits[settings.period].many} since the person's first one, which is 0.`,
  sql: () => ({ value: () => 'period - min(period) OVER so_far' }),
};
