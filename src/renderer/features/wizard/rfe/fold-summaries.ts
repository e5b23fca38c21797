// What folded settings are set to, in a few words.
import { formatDate, formatNumber } from '../../../components/format.ts';
import type { Settings } from './edit-recipe.ts';

export function foldSummaries(
  settings: Settings,
): Record<'transform' | 'search' | 'migration', string> {
  const { transform, model, seed, migrationFrom } = settings;
  const percentile = transform.winsorisePercentile;
  return {
    transform: [
      transform.log ? 'logarithm' : 'no logarithm',
      percentile === null ? 'not winsorised' : `winsorised at ${formatNumber(percentile)} %`,
    ].join(', '),
    search:
      model.kind === 'quintile-scores'
        ? `${model.bandCount} bands, seed ${seed}`
        : `${model.restartCount} restarts, seed ${seed}`,
    migration:
      migrationFrom === null ? 'date chosen from the data' : `from ${formatDate(migrationFrom)}`,
  };
}
