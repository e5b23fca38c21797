// The planted states of the rides sample, laid beside the rows of a panel: for the score card.
import { existsSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import { throwIfCancelled, type JobContext } from '../../jobs/job-context.ts';
import type { BuiltPanel } from '../../panel/build-panel.ts';
import { periodStart } from '../../panel/panel-period.ts';
import { ridesStates } from './rides-states.ts';
import { ridesTruthFile, ridesTruthHeader } from './rides-truth-file.ts';

export interface PlantedRows {
  readonly names: readonly string[];
  /** One a row of the panel; -1 where not known. */
  readonly labels: Int32Array;
}

/** So many lines or persons are read before the engine looks at what else there is, such as a cancel. */
const batchSize = 10_000;

/**
 * null where the source is no such sample, or the panel has no weeks from Monday on.
 * @throws PersonaeError job.cancelled
 */
export async function readPlantedStates(
  { source, states }: Pick<StatesRecipe, 'source' | 'states'>,
  panel: Pick<BuiltPanel, 'persons' | 'starts' | 'firstPeriods' | 'rowCount'>,
  context: Pick<JobContext, 'cancelFlag'>,
): Promise<PlantedRows | null> {
  const { period, firstWeekday } = states.panel;
  if (source.kind !== 'delimited' || period !== 'week' || firstWeekday !== 'monday') return null;
  const truthFile = ridesTruthFile(source.file);
  if (!existsSync(truthFile)) return null;
  const names = ridesStates.map(({ name }) => name);
  const planted = await readTruth(truthFile, names, context);
  if (!planted) return null;
  const labels = new Int32Array(panel.rowCount).fill(-1);
  for (const [index, person] of panel.persons.entries()) {
    if (index % batchSize === 0) await giveWay(context);
    const weeks = planted.get(person);
    const start = panel.starts[index]!;
    for (let row = start; row < panel.starts[index + 1]!; row++) {
      const week = periodStart(panel.firstPeriods[index]! + row - start, states.panel);
      labels[row] = weeks?.get(week) ?? -1;
    }
  }
  return labels.some((label) => label >= 0) ? { names, labels } : null;
}

async function giveWay(context: Pick<JobContext, 'cancelFlag'>): Promise<void> {
  await setImmediate();
  throwIfCancelled(context);
}

/** By rider, then by week; null for a file of another shape. */
async function readTruth(
  file: string,
  names: readonly string[],
  context: Pick<JobContext, 'cancelFlag'>,
): Promise<Map<string, Map<string, number>> | null> {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  if (header !== ridesTruthHeader.join()) return null;
  const planted = new Map<string, Map<string, number>>();
  for (const [index, line] of lines.entries()) {
    if (index % batchSize === 0) await giveWay(context);
    const [rider = '', week = '', state = ''] = line.split(',');
    const weeks = planted.get(rider) ?? new Map<string, number>();
    weeks.set(week, names.indexOf(state));
    planted.set(rider, weeks);
  }
  return planted;
}
