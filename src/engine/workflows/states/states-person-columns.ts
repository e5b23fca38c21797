// What is known of every person beside the state now, in the order of the table.
import type { StatesSettings } from '#shared/recipe/states-settings';
import type { PersonColumn } from '#shared/results/result-parts';
import { periodUnits } from '../../panel/panel-period.ts';
import { keptHorizons } from './person-results.ts';

export function personColumnsOf({ panel, horizon }: StatesSettings): PersonColumn[] {
  const { one, many } = periodUnits[panel.period];
  const kept = keptHorizons(horizon);
  const ahead = kept[Math.min(1, kept.length - 1)] ?? 1;
  const periods = `${many.charAt(0).toUpperCase()}${many.slice(1)}`;
  return [
    { name: 'probability', label: 'Probability of the state now', kind: 'share' },
    { name: 'usualState', label: 'Usual state', kind: 'segment' },
    { name: 'usualShare', label: `Share of ${many} in the usual state`, kind: 'share' },
    { name: 'switches', label: 'Switches', kind: 'number' },
    { name: 'entropy', label: 'Uncertainty', kind: 'share' },
    { name: 'periods', label: periods, kind: 'number' },
    { name: 'sinceEvent', label: `${periods} since the last event`, kind: 'number' },
    {
      name: 'dormancy',
      label: `Dormant in ${ahead} ${ahead === 1 ? one : many}`,
      kind: 'share',
    },
  ];
}
