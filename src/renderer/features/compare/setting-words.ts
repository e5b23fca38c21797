// Settings in which two runs differ, in the words of the wizard instead of the recipe's paths.
import type { Comparison } from '#shared/results/comparison';
import type { FileReference } from '#shared/data/project';
import { statesSettingLabel, statesSettingValue } from './states/states-setting-words.ts';

type Difference = Comparison['differences'][number];

const labels: Readonly<Record<string, string>> = {
  'source.kind': 'Kind of data',
  'source.file': 'Data',
  'source.from.table': 'Table of events',
  'source.from.sql': 'Query',
  'source.detail.table': 'Second table',
  'mapping.person.column': 'Person',
  'mapping.time.column': 'Time',
  'mapping.time.format': 'Time is written as',
  'mapping.click.column': 'Click',
  'mapping.session.column': 'Session',
  'mapping.order.column': 'Order',
  'mapping.amount.column': 'Amount',
  'mapping.kind.column': 'Kind of event',
  'quality.duplicates': 'Equal rows',
  'quality.robots.treatment': 'Suspected robots',
  'quality.robots.percentile': 'Robots are above the percentile',
  'quality.negativeAmounts': 'Negative amounts',
  'quality.unreadableTimes': 'Times that cannot be read',
  'asOf.date': 'As-of date',
  'asOf.timeZone': 'Time zone',
  'features.recency.qualifying': 'Recency counts from',
  'features.frequency.measure': 'Frequency counts',
  'features.engagement.measure': 'Engagement counts',
  'features.engagement.gapMinutes': 'A new session after a pause of minutes',
  'transform.log': 'Logarithms',
  'transform.winsorisePercentile': 'Values are cut at the percentile',
  zeroFrequencyApart: 'People without a click are a group of their own',
  'model.kind': 'How segments are found',
  'model.k': 'Number of segments',
  'model.kMinimum': 'Fewest segments tried',
  'model.kMaximum': 'Most segments tried',
  'model.restartCount': 'Starts for each number',
  'model.maxIterationCount': 'Most steps of a search',
  'model.tolerance': 'A search ends below a change of',
  'model.covariance': 'Shape of the groups',
  'model.bandCount': 'Equal parts',
  migrationFrom: 'Earlier date for who moved',
  seed: 'Seed',
};

const values: Readonly<Record<string, string>> = {
  'k-means': 'k-means',
  'gaussian-mixture': 'Gaussian mixture',
  'quintile-scores': 'quintile scores',
  sqlite: 'SQLite database',
  delimited: 'delimited text',
  parquet: 'Parquet file',
  true: 'yes',
  false: 'no',
  automatic: 'found from the data',
  drop: 'left out',
  'leave-out': 'left out',
  keep: 'kept',
  cap: 'capped',
  'any-event': 'any event',
  'active-days': 'active days',
  'session-ids': 'session ids',
};

/**
 * What a person would call a difference. Settings of one way of segmenting that the other does not
 * have follow from the choice of the way, and are left out.
 */
export function differencesInWords(
  differences: readonly Difference[],
  files: readonly FileReference[],
): Difference[] {
  const otherWay = differences.some(({ setting }) => setting === 'model.kind');
  return differences
    .filter(({ setting }) => !(otherWay && /^model\.(?!kind$)/.test(setting)))
    .map(({ setting, first, second }) => ({
      setting: labelOf(setting),
      first: statesSettingValue(setting, first) ?? valueOf(first, files),
      second: statesSettingValue(setting, second) ?? valueOf(second, files),
    }));
}

function labelOf(setting: string): string {
  const named = labels[setting] ?? statesSettingLabel(setting);
  if (named !== undefined) return named;
  const type = /^mapping\.types\.(.+)$/.exec(setting)?.[1];
  if (type !== undefined) return `Type of the column ${type}`;
  if (setting.startsWith('source.options.')) return 'How the text is read';
  return setting;
}

function valueOf(value: string, files: readonly FileReference[]): string {
  return files.find(({ handle }) => handle === value)?.fileName ?? values[value] ?? value;
}
