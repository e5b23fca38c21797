// What is looked for in one search, and which advertisements there are: facts that several tables
// of the Avito-shaped sample share.
import { hashAt, normalAt, streamKey, toUnit, uniformAt } from '../counter-hash.ts';
import type { AvitoPlan } from './avito-plan.ts';
import { avitoCategories, type AvitoCategory } from './avito-vocabulary.ts';

export interface AvitoSearches {
  /** The category (an index into avitoCategories) of the search in a slot. */
  readonly categoryOfSlot: (slot: number) => number;
  /** An advertisement of a category; few are met often, most rarely. */
  readonly drawAd: (category: number, isContext: boolean, chance: number) => number;
  readonly categoryOfAd: (ad: number) => AvitoCategory;
  readonly isContextAd: (ad: number) => boolean;
  /** How much more often than the average context ad this one is clicked. */
  readonly adAttraction: (ad: number) => number;
  /** The IPID of a person during a search: mostly the one at home. */
  readonly ipOf: (person: number, slot: number) => number;
}

const categoryCount = avitoCategories.length;

export function createAvitoSearches(plan: AvitoPlan, seed: number): AvitoSearches {
  const categoryKey = streamKey(seed, 'avito category of a search');
  const attractionKey = streamKey(seed, 'avito attraction of an ad');
  const ipKey = streamKey(seed, 'avito ip');
  const { adCount, contextAdCount } = plan;
  const homeIpCount = plan.personCount;

  // Advertisements are numbered context ads first, and by category within both kinds.
  const start = (category: number, isContext: boolean) =>
    isContext
      ? Math.floor((contextAdCount * category) / categoryCount)
      : contextAdCount + Math.floor(((adCount - contextAdCount) * category) / categoryCount);

  const isContextAd = (ad: number) => ad < contextAdCount;

  return {
    categoryOfSlot: (slot) => Math.floor(categoryCount * uniformAt(categoryKey, slot) ** 1.7),
    drawAd(category, isContext, chance) {
      const first = start(category, isContext);
      const size = start(category + 1, isContext) - first;
      return first + Math.floor(size * chance * chance * chance);
    },
    categoryOfAd(ad) {
      const isContext = isContextAd(ad);
      const size = isContext ? contextAdCount : adCount - contextAdCount;
      const place = isContext ? ad : ad - contextAdCount;
      const guess = Math.floor((place * categoryCount) / size);
      const index = ad >= start(guess + 1, isContext) ? guess + 1 : guess;
      const category = avitoCategories[index];
      if (category === undefined) throw new RangeError(`no category for advertisement ${ad}`);
      return category;
    },
    isContextAd,
    adAttraction: (ad) => Math.exp(0.5 * normalAt(attractionKey, ad) - 0.125),
    ipOf(person, slot) {
      const bits = hashAt(ipKey, slot);
      const isAway = (bits & 15) === 0;
      const home = Math.floor(homeIpCount * uniformAt(ipKey, person));
      return isAway ? homeIpCount + 1 + Math.floor(homeIpCount * toUnit(bits)) : 1 + home;
    },
  };
}
