// trainSearchStream of the Avito-shaped sample, by SearchID: the ads that a search showed. Only
// context ads (ObjectType 3) have a historical click rate and a click; elsewhere both are NULL.
import { hashAt, streamKey, toUnit } from '../counter-hash.ts';
import { personOfSlot } from './avito-plan.ts';
import type { SampleTables } from './sample-tables.ts';

/** Of the real rows 48.5 % are context ads; the split of the others is ours. */
const contextShare = 0.485;
const highlightedShare = 0.08;
/** Places of context ads on a page in the order they are filled, and how well each is clicked. */
const contextPlaces = [
  { position: 1, attraction: 1.25 },
  { position: 7, attraction: 0.85 },
  { position: 2, attraction: 0.9 },
  { position: 6, attraction: 0.75 },
  { position: 8, attraction: 0.7 },
] as const;
/** The click rate of all context ads of the real data, about which HistCTR is spread. */
const meanClickRate = 0.006;
const lastContextPosition = 8;
const maxRowsPerSearch = 8;

export function writeSearchStream({ plan, searches, seed, fill }: SampleTables): number {
  const typeKey = streamKey(seed, 'avito object type');
  const adKey = streamKey(seed, 'avito ad of a row');
  const clickKey = streamKey(seed, 'avito click');
  const rows = fill('trainSearchStream', 6);
  for (let index = 0; index < plan.searchCount; index++) {
    const slot = plan.searchIds.backward(index);
    const rowCount = plan.rowsOfSlot(slot);
    if (rowCount === 0) continue;
    const { clickRate } = plan.people.personOf(personOfSlot(plan, slot));
    const category = searches.categoryOfSlot(slot);
    let contextCount = 0;
    let position = lastContextPosition;
    for (let row = 0; row < rowCount; row++) {
      const counter = slot * maxRowsPerSearch + row;
      const draw = toUnit(hashAt(typeKey, counter));
      const place = draw < contextShare ? contextPlaces[contextCount] : undefined;
      const chance = toUnit(hashAt(adKey, counter));
      const ad = searches.drawAd(category, place !== undefined, chance);
      const adId = plan.adIds.forward(ad) + 1;
      if (place === undefined) {
        position += 1 + (counter % 3);
        const objectType = draw > 1 - highlightedShare ? 2 : 1;
        rows.add(index + 1, adId, position, objectType, null, null);
        continue;
      }
      contextCount++;
      const attraction = place.attraction * searches.adAttraction(ad);
      const isClick = toUnit(hashAt(clickKey, counter)) < clickRate * attraction;
      const histCtr = Math.round(meanClickRate * attraction * 1e6) / 1e6;
      rows.add(index + 1, adId, place.position, 3, histCtr, isClick ? 1 : 0);
    }
  }
  return rows.finish();
}
