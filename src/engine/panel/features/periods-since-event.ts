// How long ago the last event was: 0 in a period with events, one more in each without.
import { periodUnits } from '../panel-period.ts';
import type { MeasureModule } from '../panel-measure.ts';

export const periodsSinceEvent: MeasureModule = {
  unit: ({ settings }) => periodUnits[settings.period],
  words: { high: 'long absent', low: 'present' },
  definition: ({ settings }) =>
    `Number of ${periodUnits[settings.period].many} since the last one with an event; 0 in a ${settings.period} with events.`,
  sql: () => ({ value: () => '0' }),
};
