// Whether the person has ever had more than one value of a column, such as the city.
import { share, type PanelMeasure } from '../panel-measure.ts';

export const everSeveral: PanelMeasure = {
  label: 'More than one {column}',
  needs: 'cell',
  kind: 'binary',
  unit: () => share,
  fill: 'carry-forward',
  emission: 'bernoulli',
  log: false,
  definition: ({ settings, column }) =>
    `1 from the ${settings.period} on in which the person's events have had two different values of ${column}, before that 0.`,
  sql: ({ cell }) => ({
    parts: { least: `min(${cell})`, most: `max(${cell})` },
    value: (part) =>
      `CAST(min(${part('least')}) OVER so_far <> max(${part('most')}) OVER so_far AS INTEGER)`,
  }),
};
