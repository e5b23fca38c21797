// SearchInfo of the Avito-shaped sample, by SearchID; the searches of all people are mixed, in no
// order of time, as in the real table.
import { hashAt, streamKey, uniformAt } from '../counter-hash.ts';
import { personOfSlot } from './avito-plan.ts';
import { toAvitoDate } from './avito-time.ts';
import { avitoCategories, makesPerCategory } from './avito-vocabulary.ts';
import type { SampleTables } from './sample-tables.ts';
import { citiesPerRegion, cityLocationId, regionCount } from './write-small-tables.ts';

export function writeSearchInfo({ plan, searches, seed, fill }: SampleTables): number {
  const textKey = streamKey(seed, 'avito search text');
  const homeKey = streamKey(seed, 'avito home');
  const cityCount = regionCount * citiesPerRegion;
  const { people, firstSlots, userIds, searchIds } = plan;
  const rows = fill('SearchInfo', 9);
  for (let index = 0; index < plan.searchCount; index++) {
    const slot = searchIds.backward(index);
    const number = personOfSlot(plan, slot);
    const person = people.personOf(number);
    const second = people.searchSecond(person, slot - (firstSlots[number] ?? 0));
    const category = avitoCategories[searches.categoryOfSlot(slot)];
    const bits = hashAt(textKey, slot) >>> 0;
    const hasQuery = bits % 10 < 4;
    const hasParams = (bits >>> 8) % 10 < 5;
    const make = (bits >>> 12) % makesPerCategory;
    const isLoggedOn = (hashAt(homeKey, ~number) & 255) < 60;
    rows.add(
      index + 1,
      toAvitoDate(second),
      searches.ipOf(number, slot),
      userIds.forward(number) + 1,
      isLoggedOn ? 1 : 0,
      hasQuery ? (category?.queries[make] ?? '') : '',
      cityLocationId(Math.floor(cityCount * uniformAt(homeKey, number) ** 2)),
      category?.categoryId ?? null,
      hasParams ? (category?.params[make] ?? '') : '',
    );
  }
  return rows.finish();
}
