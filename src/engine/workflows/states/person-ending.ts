// Why a person's rows end before the others' do, and whether the person came back.
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { PersonStatesView, RawEvents } from '#shared/results/person-states';
import { periodStart } from '../../panel/panel-period.ts';

/**
 * @param lastPeriod of the person; `latest` of the whole panel
 * @param events null where they are not at hand: whether the person came back is then not known
 */
export function personEnding(
  lastPeriod: number,
  latest: string,
  { mapping, states }: Pick<StatesRecipe, 'mapping' | 'states'>,
  events: RawEvents | null,
): PersonStatesView['ending'] {
  const { panel } = states;
  const last = periodStart(lastPeriod, panel);
  if (last >= latest) return null;
  const time = events?.columns.indexOf(mapping.time.column) ?? -1;
  const from = periodStart(lastPeriod + 1, panel);
  const moments = (events?.rows ?? []).map((row) => String(row[time] ?? ''));
  const later = moments.findIndex((moment) => moment >= from);
  // Of very many events only the latest are at hand, and the first of them may not be the return.
  const isFirst = later > 0 || moments.length === events?.total;
  return {
    lastPeriod: last,
    gapCutoff: panel.input === 'events' ? panel.gapCutoff : null,
    returned: later >= 0 && isFirst ? (moments[later]?.slice(0, 10) ?? null) : null,
  };
}
