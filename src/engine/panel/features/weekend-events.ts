// How many events of a period lie on the days that count as weekend.
import { isoWeekday } from '../panel-period.ts';
import { daysInWords, type MeasureContext, type MeasureModule } from '../panel-measure.ts';

export const weekendEvents: MeasureModule = {
  unit: () => ({ one: 'event', many: 'events' }),
  words: { high: 'weekend', low: 'no weekend' },
  definition: ({ settings }) =>
    `Number of the ${settings.period}'s events on ${daysInWords(settings.weekend)}.`,
  sql: (context) => ({
    parts: { count: `count(*) FILTER (WHERE ${onWeekendSql(context)})` },
    value: (part) => part('count'),
  }),
};

/** SQL over `counted`: whether the event lies on the weekend. */
export function onWeekendSql({ settings }: Pick<MeasureContext, 'settings'>): string {
  const days = settings.weekend.map(isoWeekday).join(', ');
  return days === '' ? 'FALSE' : `isodow(moment) IN (${days})`;
}
