// The average number of days between two events of the person so far.
import type { MeasureModule } from '../panel-measure.ts';

const microsecondsPerDay = 86_400_000_000;

export const runningGapDays: MeasureModule = {
  unit: () => ({ one: 'day', many: 'days' }),
  words: { high: 'far apart', low: 'close together' },
  definition: ({ settings }) =>
    `Days from the person's first to the last event so far, by the number of events less one, at the end of the ${settings.period}; missing until there are two.`,
  sql: () => ({
    parts: { first: 'min(epoch_us(moment))', last: 'max(epoch_us(moment))' },
    value: (part) =>
      `(max(${part('last')}) OVER so_far - min(${part('first')}) OVER so_far) / ${microsecondsPerDay}.0 / nullif(sum(events) OVER so_far - 1, 0)`,
  }),
};
