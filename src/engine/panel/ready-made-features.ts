// The features that are taken where a recipe names none: those that the mapping allows.
import type { Mapping } from '#shared/recipe/mapping';
import { newPanelFeature } from '#shared/recipe/panel-features';
import type { PanelFeature, PanelSettings } from '#shared/recipe/states-settings';

/**
 * Counts of events by part of the week, the mean amount, and clicks, by role. Counts stand in place
 * of shares: the share of few events is 0 or 1 in most rows, onto which a Gaussian narrows.
 */
export function readyMadeFeatures(
  { amount, click }: Mapping,
  { period }: Pick<PanelSettings, 'period'>,
): PanelFeature[] {
  const counts: PanelFeature[] =
    period === 'day'
      ? [{ ...newPanelFeature('events'), emission: 'poisson' }]
      : [newPanelFeature('weekday-events'), newPanelFeature('weekend-events')];
  return [
    ...counts,
    ...(amount ? [newPanelFeature('mean', amount)] : []),
    ...(click ? [newPanelFeature('any-of', click)] : []),
  ];
}
