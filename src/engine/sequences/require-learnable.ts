// A network can learn an outcome, and be judged by it, only where enough people have it and enough do
// not. Said before anything is trained.
import { leastOfEither } from '#analysis/recurrent/baseline/compare-with-counting';
import { heldOutCountOf } from '#analysis/recurrent/split-sequences';
import { PersonaeError } from '#shared/errors';
import type { JourneysRecipe } from '#shared/recipe/journeys-recipe';
import type { BuiltSequences } from './sequence-types.ts';

/** @throws PersonaeError `data.too-few-persons` where the held-out part would have too few of either */
export function requireLearnable(
  { outcome, persons, window }: Pick<BuiltSequences, 'outcome' | 'persons' | 'window'>,
  { kind }: JourneysRecipe['journeys']['encoder'],
): void {
  if (outcome === null || (kind ?? 'outcome-network') !== 'outcome-network') return;
  const count = outcome.happened.reduce((sum, value) => sum + value, 0);
  const others = persons.length - count;
  if (Math.min(heldOutCountOf(count), heldOutCountOf(others)) >= leastOfEither) return;
  const few = Math.min(count, others).toLocaleString('en-US');
  const all = persons.length.toLocaleString('en-US');
  const have = count <= others ? 'have' : 'do not have';
  const since = window.cutoff === null ? '' : ` from ${window.cutoff} on`;
  throw new PersonaeError({
    code: 'data.too-few-persons',
    message: `Only ${few} of ${all} people ${have} the outcome "${outcome.name}"${since}: too few to learn it.`,
    hint:
      'Let journeys end on another day or before each person’s own outcome, or choose a network ' +
      'that rebuilds the journey in place of one that learns the outcome.',
  });
}
