// The one statement that brings all tables to one row a person. Cells whose type is not known yet are
// text; it is shown to people as it runs.
import { identifier } from '../duckdb/sql-text.ts';
import { aggregateSql, isZeroWhereAbsent, isNumeric, timeSql } from './aggregate-sql.ts';
import type { AggregatedColumn } from './aggregate-sql.ts';
import type { JoinPlan, PlannedTable } from './join-plan.ts';
import { keySql } from './key-sql.ts';
import { identityTable, sourceTable } from './table-names.ts';

/** The key of a row's person, under a name that no column has. */
const personOfRow = identifier('person of the row');

/** Columns beside those of features. */
export const labelField = 'label';
export const labelTimeField = 'label_time';
export const splitTimeField = 'split_time';

/** The latest moment of the rows behind a feature, where it has a time column. */
export function timeField(field: string): string {
  return `${field}_time`;
}

/** All people: the keys of the main table. */
export function personsSql(main: PlannedTable): string {
  const key = keySql(main.key);
  return `SELECT DISTINCT ${key} AS person FROM ${sourceTable(null)} WHERE ${key} IS NOT NULL`;
}

/** Different pairs of person and key. */
export function pairsSql(table: PlannedTable): string {
  const { identity, name } = table;
  if (!identity || name === null) throw new Error('the table has no identity map');
  const person = keySql(identity.personColumn);
  const key = keySql(identity.keyColumn);
  return `SELECT DISTINCT ${person} AS person, ${key} AS key FROM ${identityTable(name)}
    WHERE ${person} IS NOT NULL AND ${key} IS NOT NULL`;
}

/** Rows of a table with the person each belongs to, also people who are not in the main table. */
export function linkedRowsSql(table: PlannedTable): string {
  const rows = `${sourceTable(table.name)} r`;
  if (!table.identity)
    return `SELECT ${keySql(table.key, 'r')} AS ${personOfRow}, r.* FROM ${rows}`;
  return `SELECT l.person AS ${personOfRow}, r.* FROM ${rows}
    JOIN (${pairsSql(table)}) l ON l.key = ${keySql(table.key, 'r')}`;
}

interface Field {
  readonly field: string;
  /** Over the rows of a person. */
  readonly sql: string;
  readonly zeroWhereAbsent: boolean;
  readonly numeric: boolean;
}

function fieldsOf(plan: JoinPlan, table: PlannedTable): Field[] {
  const fieldOf = (field: string, choice: AggregatedColumn): Field => ({
    field,
    sql: aggregateSql(choice, table.loaded),
    zeroWhereAbsent: isZeroWhereAbsent(choice),
    numeric: isNumeric(choice.aggregation),
  });
  const momentOf = (field: string, column: string): Field => ({
    field,
    sql: `max(epoch_ms(${timeSql(column, table.loaded)}))`,
    zeroWhereAbsent: false,
    numeric: true,
  });
  const features = plan.columns
    .filter((column) => column.table === table)
    .flatMap(({ field, choice }) => [
      fieldOf(field, choice),
      ...(choice.timeColumn === null ? [] : [momentOf(timeField(field), choice.timeColumn)]),
    ]);
  const label =
    plan.label?.table === table
      ? [
          fieldOf(labelField, plan.label.choice),
          ...(plan.label.choice.timeColumn === null
            ? []
            : [momentOf(labelTimeField, plan.label.choice.timeColumn)]),
        ]
      : [];
  const split =
    table.name === null && plan.timeColumn !== null
      ? [momentOf(splitTimeField, plan.timeColumn)]
      : [];
  return [...features, ...label, ...split];
}

function cellSql(alias: string, { field, zeroWhereAbsent, numeric }: Field): string {
  const cell = `${alias}.${field}`;
  if (!zeroWhereAbsent) return `${cell} AS ${field}`;
  return `CASE WHEN ${alias}.person IS NULL THEN ${numeric ? '0' : "'0'"} ELSE ${cell} END AS ${field}`;
}

export function joinSql(plan: JoinPlan): string {
  const [main] = plan.tables;
  if (!main) throw new Error('a plan has a main table');
  const parts = plan.tables.flatMap((table, index) => {
    const fields = fieldsOf(plan, table);
    if (fields.length === 0) return [];
    const alias = `t${index}`;
    const list = fields.map(({ field, sql }) => `${sql} AS ${field}`).join(',\n    ');
    const cte = `${alias} AS (
  SELECT ${personOfRow} AS person,
    ${list}
  FROM (${linkedRowsSql(table)})
  WHERE ${personOfRow} IN (SELECT person FROM persons)
  GROUP BY ${personOfRow})`;
    return [{ alias, cte, cells: fields.map((field) => cellSql(alias, field)) }];
  });
  const ctes = [`persons AS (${personsSql(main)})`, ...parts.map(({ cte }) => cte)];
  const joins = parts.map(({ alias }) => `LEFT JOIN ${alias} ON ${alias}.person = persons.person`);
  const cells = ['persons.person', ...parts.flatMap((part) => part.cells)];
  return `WITH ${ctes.join(',\n')}
SELECT ${cells.join(',\n  ')}
FROM persons
${joins.join('\n')}
ORDER BY persons.person`;
}
