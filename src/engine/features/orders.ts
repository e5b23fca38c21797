// Orders.
import type { FeatureMeasure } from './feature-measure.ts';

export const orders: FeatureMeasure = {
  label: 'Orders',
  unit: 'orders',
  requires: 'order',
  definition: () =>
    'Number of different order ids of the person; rows of one order count once, rows without an id not at all.',
  sql: () => ({ value: 'count(DISTINCT order_id)' }),
};
