// What the chosen features count, in words and as the SQL that will run.
import type { FeatureExplanation } from '#shared/calls/engine-calls';
import type { Mapping } from '#shared/recipe/mapping';
import type { RfeFeatures } from '#shared/recipe/rfe-settings';
import type { RfeRecipe } from '#shared/recipe/rfe-recipe';
import { isPointInTime } from '../ingest/time-kind.ts';
import { chosenMeasures, featureNames } from './feature-registry.ts';
import { dateSql, defaultAsOfSql, featureSql, measureParameters } from './feature-sql.ts';
import { requireRoles } from './require-roles.ts';

/**
 * One explanation a feature. The SQL is over the table `event` of the working store; quality choices
 * (robots, duplicates, negative amounts) are not part of it.
 * @throws PersonaeError `mapping.incomplete`
 */
export function explainFeatures(
  mapping: Mapping,
  features: RfeFeatures,
  asOf: RfeRecipe['asOf'],
): FeatureExplanation[] {
  requireRoles(mapping, features);
  const local = { timeZone: asOf.timeZone, convert: isPointInTime(mapping.time.format) };
  const query = {
    features,
    local,
    withPauses: true,
    asOf: asOf.date === null ? defaultAsOfSql(local) : dateSql(asOf.date),
  };
  const measures = chosenMeasures(features);
  return featureNames.map((name) => ({
    name,
    label: measures[name].label,
    unit: measures[name].unit,
    definition: measures[name].definition(measureParameters(query)),
    sql: featureSql({ ...query, names: [name] }),
  }));
}
