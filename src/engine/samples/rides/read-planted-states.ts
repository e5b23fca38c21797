// The planted states of the rides sample, laid beside the rows of a panel: for the score card.
import { existsSync, readFileSync } from 'node:fs';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { BuiltPanel } from '../../panel/build-panel.ts';
import { periodStart } from '../../panel/panel-period.ts';
import { ridesStates } from './rides-states.ts';
import { ridesTruthFile, ridesTruthHeader } from './rides-truth-file.ts';

export interface PlantedRows {
  readonly names: readonly string[];
  /** One a row of the panel; -1 where not known. */
  readonly labels: Int32Array;
}

/** null where the source is no such sample, or the panel has no weeks from Monday on. */
export function readPlantedStates(
  { source, states }: Pick<StatesRecipe, 'source' | 'states'>,
  panel: Pick<BuiltPanel, 'persons' | 'starts' | 'firstPeriods' | 'rowCount'>,
): PlantedRows | null {
  const { period, firstWeekday } = states.panel;
  if (source.kind !== 'delimited' || period !== 'week' || firstWeekday !== 'monday') return null;
  const truthFile = ridesTruthFile(source.file);
  if (!existsSync(truthFile)) return null;
  const names = ridesStates.map(({ name }) => name);
  const planted = readTruth(truthFile, names);
  if (!planted) return null;
  const labels = new Int32Array(panel.rowCount).fill(-1);
  panel.persons.forEach((person, index) => {
    const weeks = planted.get(person);
    const start = panel.starts[index]!;
    for (let row = start; row < panel.starts[index + 1]!; row++) {
      const week = periodStart(panel.firstPeriods[index]! + row - start, states.panel);
      labels[row] = weeks?.get(week) ?? -1;
    }
  });
  return labels.some((label) => label >= 0) ? { names, labels } : null;
}

/** By rider, then by week; null for a file of another shape. */
function readTruth(
  file: string,
  names: readonly string[],
): Map<string, Map<string, number>> | null {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  if (header !== ridesTruthHeader.join()) return null;
  const planted = new Map<string, Map<string, number>>();
  for (const line of lines) {
    const [rider = '', week = '', state = ''] = line.split(',');
    const weeks = planted.get(rider) ?? new Map<string, number>();
    weeks.set(week, names.indexOf(state));
    planted.set(rider, weeks);
  }
  return planted;
}
