// The measures of panel features by name.
import { measureFacts } from '#shared/recipe/panel-features';
import type { PanelMeasure as MeasureName } from '#shared/recipe/states-settings';
import { anyOf } from './features/any-of.ts';
import { countOf } from './features/count-of.ts';
import { eveningEvents } from './features/evening-events.ts';
import { eveningShare } from './features/evening-share.ts';
import { events } from './features/events.ts';
import { everSeveral } from './features/ever-several.ts';
import { flagOf } from './features/flag-of.ts';
import { mean } from './features/mean.ts';
import { panelValue } from './features/panel-value.ts';
import { periodsSinceEvent } from './features/periods-since-event.ts';
import { runningGapDays } from './features/running-gap-days.ts';
import { runningMean } from './features/running-mean.ts';
import { shareOf } from './features/share-of.ts';
import { sum } from './features/sum.ts';
import { timeOnPlatform } from './features/time-on-platform.ts';
import { weekdayEvents } from './features/weekday-events.ts';
import { weekendEvents } from './features/weekend-events.ts';
import { weekendShare } from './features/weekend-share.ts';
import type { MeasureModule, PanelMeasure } from './panel-measure.ts';

const modules: Readonly<Record<MeasureName, MeasureModule>> = {
  events,
  'weekend-events': weekendEvents,
  'weekday-events': weekdayEvents,
  'evening-events': eveningEvents,
  'count-of': countOf,
  'weekend-share': weekendShare,
  'evening-share': eveningShare,
  'any-of': anyOf,
  'share-of': shareOf,
  'flag-of': flagOf,
  'running-mean': runningMean,
  'running-gap-days': runningGapDays,
  'time-on-platform': timeOnPlatform,
  'periods-since-event': periodsSinceEvent,
  'ever-several': everSeveral,
  sum,
  mean,
  'panel-value': panelValue,
};

export function panelMeasure(name: MeasureName): PanelMeasure {
  return { ...measureFacts[name], ...modules[name] };
}
