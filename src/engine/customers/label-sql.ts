// A person's label from the joined cell.
import type { Aggregation } from '#shared/recipe/explain-settings';
import { isNumeric } from './aggregate-sql.ts';
import { isMissingWordSql } from '../sources/missing-words.ts';

/** Blank cells and words for nothing are no class. */
export function labelSql(field: string, aggregation: Aggregation): string {
  if (aggregation === 'any') return `CASE ${field} WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END`;
  if (isNumeric(aggregation)) {
    return `CASE WHEN ${field} = trunc(${field}) AND abs(${field}) < 9e15
      THEN CAST(CAST(${field} AS BIGINT) AS VARCHAR) ELSE CAST(${field} AS VARCHAR) END`;
  }
  return `CASE WHEN NOT ${isMissingWordSql(field)} THEN ${field} END`;
}
