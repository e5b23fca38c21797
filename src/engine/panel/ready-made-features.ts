// The features that are taken where a recipe names none: those that the mapping allows.
import type { Mapping } from '#shared/recipe/mapping';
import type { PanelFeature, PanelMeasure } from '#shared/recipe/states-settings';
import { panelMeasures } from './panel-measures.ts';

/**
 * Of events: how many, when in the week, when in the day, how long ago, and by role the mean amount
 * and whether there was a click.
 *
 * @param hasHours whether moments say more than the day
 */
export function readyMadeFeatures(mapping: Mapping, hasHours: boolean): PanelFeature[] {
  const { amount, click } = mapping;
  return [
    readyMade('events'),
    readyMade('periods-since-event'),
    readyMade('weekend-share'),
    ...(hasHours ? [readyMade('evening-share')] : []),
    ...(amount ? [readyMade('mean', amount)] : []),
    ...(click ? [readyMade('any-of', click)] : []),
  ];
}

/** A feature with the defaults of its measure. */
export function readyMade(
  measure: PanelMeasure,
  column?: PanelFeature['column'],
  values: readonly string[] = [],
): PanelFeature {
  const { label, fill, emission, log } = panelMeasures[measure];
  const suffix = column ? `-${column.column}` : '';
  return {
    name: `${measure}${suffix}`.slice(0, 60),
    label: label.replace('{column}', column?.column ?? '').slice(0, 60),
    measure,
    ...(column ? { column } : {}),
    values: [...values],
    fill,
    emission,
    log,
  };
}
