// Every measure by the name that a recipe gives it.
import type { EngagementMeasure, FrequencyMeasure, RfeFeatures } from '#shared/recipe/rfe-settings';
import { activeDays } from './active-days.ts';
import { amount } from './amount.ts';
import { clicks } from './clicks.ts';
import { events } from './events.ts';
import type { FeatureMeasure } from './feature-measure.ts';
import { orders } from './orders.ts';
import { recencyAnyEvent } from './recency-any-event.ts';
import { recencyClick } from './recency-click.ts';
import { sessionIds } from './session-ids.ts';
import { sessions } from './sessions.ts';

type RecencyMeasure = RfeFeatures['recency']['qualifying'];

const recencyMeasures: Record<RecencyMeasure, FeatureMeasure> = {
  'any-event': recencyAnyEvent,
  click: recencyClick,
};

const frequencyMeasures: Record<FrequencyMeasure, FeatureMeasure> = {
  clicks,
  events,
  'active-days': activeDays,
  orders,
};

const engagementMeasures: Record<EngagementMeasure, FeatureMeasure> = {
  sessions,
  'session-ids': sessionIds,
  events,
  'active-days': activeDays,
  amount,
};

export const featureNames = ['recency', 'frequency', 'engagement'] as const;
export type FeatureName = (typeof featureNames)[number];

/** The measures that a recipe asks for, in the order of `featureNames`. */
export function chosenMeasures(features: RfeFeatures): Record<FeatureName, FeatureMeasure> {
  return {
    recency: recencyMeasures[features.recency.qualifying],
    frequency: frequencyMeasures[features.frequency.measure],
    engagement: engagementMeasures[features.engagement.measure],
  };
}
