// A small rides sample and recipes over it that are fitted in seconds.
import { join } from 'node:path';
import { writeRidesSample } from '#engine/samples/write-rides-sample';
import { ridesStatesSettings } from '#shared/recipe/rides-settings';
import type { StatesSettings } from '#shared/recipe/states-settings';
import { recipeFor, type StatesParts } from './states-fixture.ts';

export function writeRides(folder: string, riderCount = 300, seed = 1): string {
  const file = join(folder, 'rides.csv');
  writeRidesSample({ file, riderCount, seed });
  return file;
}

export const ridesMapping: NonNullable<StatesParts['mapping']> = {
  person: { column: 'rider_id' },
  time: { column: 'requested_at', format: 'iso' },
  amount: { column: 'price' },
};

export function ridesRecipe(file: string, model: Partial<StatesSettings['model']> = {}) {
  const settings = ridesStatesSettings();
  return recipeFor(file, {
    mapping: ridesMapping,
    states: {
      ...settings,
      model: {
        ...settings.model,
        kMinimum: 3,
        kMaximum: 5,
        restartCount: 2,
        foldCount: 3,
        ...model,
      },
    },
  });
}
