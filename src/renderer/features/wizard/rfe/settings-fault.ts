// What in the settings cannot stay as it is, as a sentence; null where all is well.
import type { DraftMapping } from '../state/mapping-edits.ts';
import type { Settings } from './edit-recipe.ts';
import {
  engagementOptions,
  frequencyOptions,
  measureFault,
  recencyOptions,
  variantOptions,
} from './measure-options.ts';

export function settingsFault(settings: Settings, mapping: DraftMapping): string | null {
  const { features, model } = settings;
  const { measure } = features.engagement;
  const faults = [
    measureFault(recencyOptions(mapping), features.recency.qualifying),
    measureFault(frequencyOptions(mapping), features.frequency.measure),
    measure === 'amount'
      ? measureFault(variantOptions(mapping), 'money')
      : measureFault(engagementOptions(mapping), measure),
    model.kind !== 'quintile-scores' && model.k === null && model.kMinimum > model.kMaximum
      ? 'The smallest number of segments is above the largest.'
      : null,
  ];
  return faults.find((fault) => fault !== null) ?? null;
}
