// Whether the person has ever had more than one value of a column, such as the city.
import { share, type MeasureModule } from '../panel-measure.ts';

export const everSeveral: MeasureModule = {
  unit: () => share,
  definition: ({ settings, column }) =>
    `1 from the ${settings.period} on in which the person's events have had two different values of ${column}, before that 0.`,
  sql: ({ cell }) => ({
    parts: { least: `min(${cell})`, most: `max(${cell})` },
    value: (part) =>
      `CAST(min(${part('least')}) OVER so_far <> max(${part('most')}) OVER so_far AS INTEGER)`,
  }),
};
