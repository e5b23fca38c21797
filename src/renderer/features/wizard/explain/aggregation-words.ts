// How the rows of a person become one cell, in words.
import type { Aggregation, CustomerColumn } from '#shared/recipe/explain-settings';

export const aggregationWords: Record<Aggregation, string> = {
  value: 'the value',
  sum: 'sum',
  mean: 'mean',
  minimum: 'least',
  maximum: 'greatest',
  last: 'latest',
  count: 'row count',
  distinct: 'distinct',
  share: 'share of',
  any: 'any of',
};

export const kindWords = {
  found: 'auto',
  continuous: 'number',
  binary: 'yes or no',
  categorical: 'category',
} as const;
export type KindWord = keyof typeof kindWords;

/** Cells that count have to be named for these. */
export const countsValues = ({ aggregation }: Pick<CustomerColumn, 'aggregation'>): boolean =>
  aggregation === 'share' || aggregation === 'any';

/** "web, mean", "main table" */
export function originOf({ table, aggregation }: CustomerColumn): string {
  const from = table ?? 'main table';
  return aggregation === 'value' ? from : `${from}, ${aggregationWords[aggregation]}`;
}
