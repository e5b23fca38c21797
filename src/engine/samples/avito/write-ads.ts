// AdsInfo of the Avito-shaped sample, by AdID. Context ads have neither a place nor parameters.
import { hashAt, normalAt, streamKey } from '../counter-hash.ts';
import type { SampleTables } from './sample-tables.ts';
import { citiesPerRegion, cityLocationId, regionCount } from './write-small-tables.ts';

const noTitle = { make: 0, title: '' };

export function writeAdsInfo({ plan, searches, seed, fill }: SampleTables): number {
  const key = streamKey(seed, 'avito ad');
  const priceKey = streamKey(seed, 'avito price');
  const cityCount = regionCount * citiesPerRegion;
  const rows = fill('AdsInfo', 7);
  for (let index = 0; index < plan.adCount; index++) {
    const ad = plan.adIds.backward(index);
    const isContext = searches.isContextAd(ad);
    const category = searches.categoryOfAd(ad);
    const bits = hashAt(key, ad) >>> 0;
    const { make, title } = category.titles[(bits >>> 8) % category.titles.length] ?? noTitle;
    const price = Math.round(category.medianPrice * Math.exp(0.8 * normalAt(priceKey, ad)));
    rows.add(
      index + 1,
      isContext ? null : cityLocationId((bits >>> 4) % cityCount),
      category.categoryId,
      isContext ? null : (category.params[make] ?? ''),
      price,
      title,
      isContext ? 1 : 0,
    );
  }
  return rows.finish();
}
