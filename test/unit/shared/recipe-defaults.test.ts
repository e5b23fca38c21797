// What a recipe leaves open is what the mathematics would take by itself: the pages on the models name
// one default each.
import { expect, it } from 'vitest';
import { defaultLimeParams } from '#analysis/explanations/lime/lime-types';
import { defaultPermutationParams } from '#analysis/explanations/permutation/permutation-importance';
import { defaultMixtureParams } from '#analysis/gaussian-mixture/mixture-types';
import { defaultHiddenMarkovParams } from '#analysis/hidden-markov/hidden-markov-types';
import { defaultKMeansParams } from '#analysis/kmeans/kmeans-types';
import { defaultTrainingParams } from '#analysis/recurrent/recurrent-types';
import { defaultBoostingParams } from '#analysis/supervised/boosting/boosting-types';
import { defaultForestParams } from '#analysis/supervised/forest/forest-types';
import { defaultTreeParams } from '#analysis/supervised/tree/tree-types';
import { explainSettingsSchema } from '#shared/recipe/explain-settings';
import { journeysSettingsSchema } from '#shared/recipe/journeys-settings';
import { rfeModelSchema } from '#shared/recipe/rfe-settings';
import { statesSettingsSchema } from '#shared/recipe/states-settings';

const explain = explainSettingsSchema.parse({
  person: 'who',
  label: { kind: 'column', column: 'segment' },
});

/** The part of `all` that `some` has too. */
function sharedWith(all: object, some: object): object {
  return Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(some, name)));
}

it.each<[string, object, object, number]>([
  ['k-means', rfeModelSchema.parse({ kind: 'k-means' }), defaultKMeansParams, 3],
  ['mixture', rfeModelSchema.parse({ kind: 'gaussian-mixture' }), defaultMixtureParams, 4],
  ['hidden Markov', statesSettingsSchema.parse({}).model, defaultHiddenMarkovParams, 7],
  ['recurrent encoder', journeysSettingsSchema.parse({}).encoder, defaultTrainingParams, 7],
  ['LIME', explain.lime, defaultLimeParams, 2],
  ['permutation', { repeatCount: explain.permutationRepeatCount }, defaultPermutationParams, 1],
  ['tree', { maxDepth: explain.treeDepth }, defaultTreeParams, 1],
  ['forest', { treeCount: explain.forestTreeCount }, defaultForestParams, 1],
  ['boosting', { roundCount: explain.boostingRoundCount }, defaultBoostingParams, 1],
])('%s', (_name, recipe, mathematics, count) => {
  const shared = sharedWith(recipe, mathematics);
  expect(Object.keys(shared)).toHaveLength(count);
  expect(shared).toEqual(sharedWith(mathematics, shared));
});
