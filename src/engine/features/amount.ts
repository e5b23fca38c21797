// Money, or another amount.
import { exactSumSql } from '../ingest/typed-events.ts';
import type { FeatureMeasure } from './feature-measure.ts';

export const amount: FeatureMeasure = {
  label: 'Amount',
  unit: 'currency',
  requires: 'amount',
  definition: () =>
    'Sum of the amounts of the person, added as decimals with nine digits, so that the order of rows makes no difference; rows without an amount add nothing.',
  sql: () => ({ value: `coalesce(${exactSumSql('amount')}, 0)` }),
};
