// Category and Location of the Avito-shaped sample.
import type { SampleTables } from './sample-tables.ts';
import { avitoCategories, avitoParentIds } from './avito-vocabulary.ts';

export const regionCount = 80;
export const citiesPerRegion = 12;
const countryId = 3960;

/** The LocationID of a city, for a number from 0 to regionCount * citiesPerRegion - 1. */
export function cityLocationId(city: number): number {
  return 1_000 + city;
}

export function writeCategories({ fill }: SampleTables): number {
  const rows = fill('Category', 4);
  for (const parentId of avitoParentIds) rows.add(parentId, 1, parentId, null);
  for (const { categoryId, parentId } of avitoCategories) {
    rows.add(categoryId, 2, parentId, categoryId);
  }
  return rows.finish();
}

export function writeLocations({ fill }: SampleTables): number {
  const rows = fill('Location', 4);
  rows.add(countryId, 1, null, null);
  for (let region = 0; region < regionCount; region++) {
    const regionId = 1 + region;
    rows.add(regionId, 2, regionId, null);
    for (let place = 0; place < citiesPerRegion; place++) {
      const city = region * citiesPerRegion + place;
      rows.add(cityLocationId(city), 3, regionId, 1 + city);
    }
  }
  return rows.finish();
}
