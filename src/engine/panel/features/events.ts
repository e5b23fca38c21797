// How many events a period has.
import type { PanelMeasure } from '../panel-measure.ts';

export const events: PanelMeasure = {
  label: 'Events',
  needs: 'nothing',
  kind: 'count',
  unit: () => ({ one: 'event', many: 'events' }),
  fill: 'zero',
  emission: 'gaussian',
  log: false,
  words: { high: 'frequent', low: 'rare' },
  definition: ({ settings }) => `Number of events in the ${settings.period}.`,
  sql: () => ({ value: () => 'events' }),
};
