// The SQL that brings the rows of one person to one cell.
import type { Aggregation } from '#shared/recipe/explain-settings';
import { identifier, literal } from '../duckdb/sql-text.ts';
import { exactSumSql } from '../ingest/typed-events.ts';
import { timestampSql } from '../sources/time-format.ts';
import { numberSql } from '../sources/value-sql.ts';
import { storedName, type LoadedSource } from './loaded-source.ts';

export interface AggregatedColumn {
  readonly column: string;
  readonly aggregation: Aggregation;
  readonly values: readonly string[];
  readonly timeColumn: string | null;
  readonly absent: 'zero' | 'missing' | null;
}

/** Sums are exact to nine decimals up to here, whatever the order of the rows. */
const greatestSummand = 1e15;

/** Whether a cell is a number; of the others the type is found out from all cells. */
export function isNumeric(aggregation: Aggregation): boolean {
  return aggregation !== 'value' && aggregation !== 'last';
}

function textSql(column: string): string {
  return `text_of(${identifier(column)})`;
}

/** Short names for what every cell goes through, so that the statement can be read. */
export const macrosSql = `CREATE OR REPLACE TEMP MACRO text_of(cell) AS nullif(trim(cell), '');
CREATE OR REPLACE TEMP MACRO number_of(cell) AS ${numberSql('cell', '.')};
CREATE OR REPLACE TEMP MACRO number_with_comma_of(cell) AS ${numberSql('cell', ',')};
CREATE OR REPLACE TEMP MACRO summand_of(number) AS
  CASE WHEN abs(number) <= ${greatestSummand} THEN number END`;

/** Over the rows of a person; NULL where the cell is missing. */
export function aggregateSql(choice: AggregatedColumn, loaded: LoadedSource): string {
  const column = storedName(loaded, choice.column);
  const text = textSql(column);
  const number = `${loaded.decimal === ',' ? 'number_with_comma_of' : 'number_of'}(${text})`;
  const summand = `summand_of(${number})`;
  const list = choice.values.map((value) => literal(value)).join(', ');
  const counts = choice.values.length === 0 ? `${text} IS NOT NULL` : `${text} IN (${list})`;
  switch (choice.aggregation) {
    case 'value':
      return `arg_min(${text}, row_number)`;
    case 'last':
      return lastSql(text, choice.timeColumn, loaded);
    case 'sum':
      return exactSumSql(summand);
    case 'mean':
      return `${exactSumSql(summand)} / count(${summand})`;
    case 'minimum':
      return `min(${number})`;
    case 'maximum':
      return `max(${number})`;
    case 'count':
      return `CAST(count(*) FILTER (WHERE ${counts}) AS DOUBLE)`;
    case 'distinct':
      return `CAST(count(DISTINCT ${text}) AS DOUBLE)`;
    case 'share':
      return choice.values.length === 0
        ? `count(${text}) / count(*)`
        : `count(*) FILTER (WHERE ${counts}) / nullif(count(${text}), 0)`;
    case 'any':
      return `CAST(max(CASE WHEN ${counts} THEN 1 ELSE 0 END) AS DOUBLE)`;
  }
}

function lastSql(text: string, timeColumn: string | null, loaded: LoadedSource): string {
  if (timeColumn === null) return `arg_max(${text}, row_number)`;
  const time = timeSql(timeColumn, loaded);
  return `arg_max(${text}, {'time': ${time}, 'row': row_number}) FILTER (WHERE ${time} IS NOT NULL)`;
}

/** A moment of a row; NULL where it cannot be read. */
export function timeSql(timeColumn: string, loaded: LoadedSource): string {
  const column = loaded.columns.find(({ asked }) => asked === timeColumn);
  return timestampSql(textSql(column?.name ?? timeColumn), column?.timeFormat ?? 'iso');
}

/** What stands where a person has no row in the table. */
export function isZeroWhereAbsent({ aggregation, absent }: AggregatedColumn): boolean {
  if (absent !== null) return absent === 'zero';
  return aggregation === 'count' || aggregation === 'distinct' || aggregation === 'any';
}

/** In words: "sum of amount over the person's rows of orders". */
export function definitionOf(choice: AggregatedColumn, label: string): string {
  const { column, aggregation, values, timeColumn } = choice;
  const which = values.length === 0 ? 'a value' : `one of ${values.join(', ')}`;
  const over = `over the person's rows of ${label}`;
  const words: Record<Aggregation, string> = {
    value: `${column} of ${label}`,
    last:
      timeColumn === null
        ? `${column} in the last row of the person in ${label}`
        : `${column} in the person's latest row of ${label} by ${timeColumn}`,
    sum: `sum of ${column} ${over}`,
    mean: `mean of ${column} ${over}`,
    minimum: `least ${column} ${over}`,
    maximum: `greatest ${column} ${over}`,
    count: `number of the person's rows of ${label} where ${column} is ${which}`,
    distinct: `number of different values of ${column} ${over}`,
    share: `share of the person's rows of ${label} where ${column} is ${which}`,
    any: `whether ${column} is ${which} in any of the person's rows of ${label}`,
  };
  const absent = isZeroWhereAbsent(choice) ? '; 0 without rows' : '; missing without rows';
  return `${words[aggregation]}${aggregation === 'value' ? '' : absent}`;
}
