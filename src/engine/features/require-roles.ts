// Whether the mapping has what the chosen measures count.
import { PersonaeError } from '#shared/errors';
import type { Mapping } from '#shared/recipe/mapping';
import type { RfeFeatures } from '#shared/recipe/rfe-settings';
import { chosenMeasures, featureNames } from './feature-registry.ts';

/** @throws PersonaeError `mapping.incomplete`, naming the feature and the role */
export function requireRoles(mapping: Mapping, features: RfeFeatures): void {
  const measures = chosenMeasures(features);
  for (const name of featureNames) {
    const { label, requires } = measures[name];
    if (requires === undefined || mapping[requires] !== undefined) continue;
    throw new PersonaeError({
      code: 'mapping.incomplete',
      message: `The feature ${name} (${label}) needs a column in the role ${requires}, and none is mapped.`,
      hint: `Map a column to the role ${requires}, or choose another measure.`,
      details: { feature: name, role: requires },
    });
  }
}
