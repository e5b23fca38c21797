// The planted groups of a sample, as a run is scored against them.
import type { Source } from '#shared/recipe/source';
import { readPlantedTruth } from '../samples/read-planted-truth.ts';

export interface PlantedTruth {
  readonly names: readonly string[];
  /** Index of the planted group a person; -1 where not known. */
  readonly labels: Int32Array;
}

/** Nobody's segment. */
const plantedRobot = 'robot';

/** Samples know the truth; nothing else does. */
export function plantedTruthOf(source: Source, persons: readonly string[]): PlantedTruth | null {
  if (source.kind !== 'sqlite' && source.kind !== 'delimited') return null;
  const planted = readPlantedTruth(source.file);
  if (!planted) return null;
  const names = [...new Set(planted.values())].filter((name) => name !== plantedRobot).sort();
  const labels = Int32Array.from(persons, (person) => names.indexOf(planted.get(person) ?? ''));
  return labels.some((label) => label >= 0) ? { names, labels } : null;
}
