// How many events a period has.
import type { MeasureModule } from '../panel-measure.ts';

export const events: MeasureModule = {
  unit: () => ({ one: 'event', many: 'events' }),
  words: { high: 'frequent', low: 'rare' },
  definition: ({ settings }) => `Number of events in the ${settings.period}.`,
  sql: () => ({ value: () => 'events' }),
};
