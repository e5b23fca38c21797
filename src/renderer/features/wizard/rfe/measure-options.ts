// Which measures a mapping allows. What it does not allow is shown with the reason.
import type { EngagementMeasure, FrequencyMeasure, RfeFeatures } from '#shared/recipe/rfe-settings';
import type { DraftMapping } from '../state/mapping-edits.ts';

export interface MeasureOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description: string;
  readonly disabled: boolean;
}

function option<Value extends string>(
  value: Value,
  label: string,
  description: string,
  reason: string | false = false,
): MeasureOption<Value> {
  const disabled = reason !== false;
  return { value, label, description: disabled ? reason : description, disabled };
}

const noClick = 'No column says what a click is.';
const noOrder = 'No column holds an order.';
const noSession = 'No column holds a session id.';
const noAmount = 'No column holds an amount.';

export function recencyOptions(
  mapping: DraftMapping,
): MeasureOption<RfeFeatures['recency']['qualifying']>[] {
  return [
    option('any-event', 'Event of any kind', 'The last time a person did anything.'),
    option(
      'click',
      'Click',
      'The last click. People without one have no recency of their own.',
      !mapping.click && noClick,
    ),
  ];
}

export function frequencyOptions(mapping: DraftMapping): MeasureOption<FrequencyMeasure>[] {
  return [
    option(
      'clicks',
      'Clicks',
      'Only where a click was seen; empty is not counted.',
      !mapping.click && noClick,
    ),
    option('events', 'Events', 'Every row that counts.'),
    option('active-days', 'Active days', 'Days with at least one event.'),
    option(
      'orders',
      'Orders',
      'Different orders, however many rows each has.',
      !mapping.order && noOrder,
    ),
  ];
}

/** Without the amount, which makes the shop's variant. */
export function engagementOptions(
  mapping: DraftMapping,
): MeasureOption<Exclude<EngagementMeasure, 'amount'>>[] {
  return [
    option('sessions', 'Sessions', 'Events without a long pause between them.'),
    option(
      'session-ids',
      'Session ids',
      'As the data itself counts sessions.',
      !mapping.session && noSession,
    ),
    option('events', 'Events', 'Every row that counts.'),
    option('active-days', 'Active days', 'Days with at least one event.'),
  ];
}

export type Variant = 'engagement' | 'money';

export function variantOptions(mapping: DraftMapping): MeasureOption<Variant>[] {
  return [
    option('engagement', 'Engagement', 'RFE: for visits, searches and clicks.'),
    option('money', 'Money', 'RFM: for the orders of a shop.', !mapping.amount && noAmount),
  ];
}

/** A chosen measure that the mapping does not allow any more, as a sentence; null where it does. */
export function measureFault<Value extends string>(
  options: readonly MeasureOption<Value>[],
  value: Value,
): string | null {
  const chosen = options.find((entry) => entry.value === value);
  return chosen?.disabled ? `${chosen.label}: ${chosen.description}` : null;
}
