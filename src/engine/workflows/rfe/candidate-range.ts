// The numbers of segments that are tried: the range of the recipe, as far as the data carry it.
import { PersonaeError } from '#shared/errors';

interface RangeChoice {
  readonly kMinimum: number;
  readonly kMaximum: number;
  readonly k: number | null;
}

/** Fewer persons a segment than this say nothing about it. */
const personsPerSegment = 3;

/** @throws PersonaeError data.too-few-persons, recipe.invalid where the range is upside down */
export function candidateRange(choice: RangeChoice, personCount: number): number[] {
  if (choice.k === null && choice.kMinimum > choice.kMaximum) {
    throw new PersonaeError({
      code: 'recipe.invalid',
      message: `The fewest segments (kMinimum, ${choice.kMinimum}) are more than the most (kMaximum, ${choice.kMaximum}).`,
      hint: 'Exchange them, or ask for one number of segments (k).',
    });
  }
  const most = Math.floor(personCount / personsPerSegment);
  const wanted = new Set<number>(choice.k === null ? [] : [choice.k]);
  for (let k = choice.kMinimum; k <= choice.kMaximum; k++) wanted.add(k);
  const ks = [...wanted].filter((k) => k <= most).sort((a, b) => a - b);
  if (ks.length === 0 || (choice.k !== null && choice.k > most)) {
    const needed = personsPerSegment * (choice.k ?? choice.kMinimum);
    throw new PersonaeError({
      code: 'data.too-few-persons',
      message: `There are ${personCount} persons to divide; ${choice.k ?? choice.kMinimum} segments need at least ${needed}.`,
      hint: 'Take a longer period, keep more persons on the quality page, or ask for fewer segments.',
    });
  }
  return ks;
}
