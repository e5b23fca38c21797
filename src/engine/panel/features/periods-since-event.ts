// How long ago the last event was: 0 in a period with events, one more in each without.
import { periodUnits } from '../panel-period.ts';
import type { PanelMeasure } from '../panel-measure.ts';

export const periodsSinceEvent: PanelMeasure = {
  label: 'Since last event',
  needs: 'nothing',
  kind: 'continuous',
  unit: ({ settings }) => periodUnits[settings.period],
  fill: 'increment',
  emission: 'gaussian',
  log: true,
  words: { high: 'long absent', low: 'present' },
  definition: ({ settings }) =>
    `${periodUnits[settings.period].many} since the last one with an event; 0 in a ${settings.period} with events.`,
  sql: () => ({ value: () => '0' }),
};
