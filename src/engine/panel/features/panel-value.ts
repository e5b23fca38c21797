// The cell of a panel that exists already: a row is a person and period.
import type { MeasureModule } from '../panel-measure.ts';

export const panelValue: MeasureModule = {
  unit: () => ({ one: '', many: '' }),
  definition: ({ column }) => `The column ${column} of the panel, as it is.`,
  sql: ({ number }) => ({
    // There is one row; which of several would not matter, as several are refused.
    parts: { cell: `max(${number})` },
    value: (part) => part('cell'),
  }),
};
