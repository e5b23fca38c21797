// The features that are taken where a recipe names none: those that the mapping allows.
import type { Mapping } from '#shared/recipe/mapping';
import { newPanelFeature } from '#shared/recipe/panel-features';
import type { PanelFeature } from '#shared/recipe/states-settings';

/**
 * Of events: how many, when in the week, when in the day, how long ago, and by role the mean amount
 * and whether there was a click.
 *
 * @param hasHours whether moments say more than the day
 */
export function readyMadeFeatures(mapping: Mapping, hasHours: boolean): PanelFeature[] {
  const { amount, click } = mapping;
  return [
    newPanelFeature('events'),
    newPanelFeature('periods-since-event'),
    newPanelFeature('weekend-share'),
    ...(hasHours ? [newPanelFeature('evening-share')] : []),
    ...(amount ? [newPanelFeature('mean', amount)] : []),
    ...(click ? [newPanelFeature('any-of', click)] : []),
  ];
}
