// Clicks.
import type { FeatureMeasure } from './feature-measure.ts';

export const clicks: FeatureMeasure = {
  label: 'Clicks',
  unit: 'clicks',
  requires: 'click',
  definition: () =>
    'Number of rows whose click is 1; a row whose click is empty was not observed, and counts neither as a click nor as none.',
  sql: () => ({ value: 'coalesce(sum(click_count), 0)' }),
};
