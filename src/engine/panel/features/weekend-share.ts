// The share of events on the days that count as weekend.
import { isoWeekday } from '../panel-period.ts';
import { ratioSql, share, type MeasureModule } from '../panel-measure.ts';

export const weekendShare: MeasureModule = {
  unit: () => share,
  isShare: true,
  words: { high: 'weekend', low: 'weekday' },
  definition: ({ settings }) =>
    `Share of the ${settings.period}'s events on ${settings.weekend.join(', ')}.`,
  sql: ({ settings }) => {
    const days = settings.weekend.map(isoWeekday).join(', ');
    return {
      parts: { weekend: `count(*) FILTER (WHERE isodow(moment) IN (${days}))` },
      value: (part) => ratioSql(part('weekend'), 'events'),
    };
  },
};
