// How long the person has been there: periods since the first one.
import { periodUnits } from '../panel-period.ts';
import type { PanelMeasure } from '../panel-measure.ts';

export const timeOnPlatform: PanelMeasure = {
  label: 'Time since joining',
  needs: 'nothing',
  kind: 'continuous',
  unit: ({ settings }) => periodUnits[settings.period],
  fill: 'increment',
  emission: 'gaussian',
  log: false,
  words: { high: 'long-standing', low: 'new' },
  definition: ({ settings }) =>
    `${periodUnits[settings.period].many} since the person's first one, which is 0.`,
  sql: () => ({ value: () => 'period - min(period) OVER so_far' }),
};
