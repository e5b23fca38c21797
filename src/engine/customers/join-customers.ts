// Runs the join and types its columns: people as arrays, and as the table `customers` on which rules
// are counted.
import { basename } from 'node:path';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { asText } from '../duckdb/js-value.ts';
import { identifier } from '../duckdb/sql-text.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { definitionOf, isNumeric } from './aggregate-sql.ts';
import { textLimit } from './column-of-kind.ts';
import { columnFacts, type ColumnFacts } from './column-facts.ts';
import type { CustomerFeature, CustomerPeople } from './customer-features.ts';
import { joiningStage } from './customer-stages.ts';
import { joinSql, labelField, labelTimeField, splitTimeField, timeField } from './join-sql.ts';
import type { JoinPlan, PlannedColumn } from './join-plan.ts';
import { labelSql } from './label-sql.ts';
import { streamPeople, type PeopleField } from './stream-people.ts';
import { customersTable, personColumn, tableLabel } from './table-names.ts';
import { typeColumn } from './type-column.ts';
import type { FixedType, LevelCount, TypedColumn } from './typed-column.ts';

export interface JoinedCustomers extends CustomerPeople {
  /** The statement that joined the tables. */
  readonly sql: string;
}

/**
 * @param fixed types that a saved model learnt, by the name of the column
 * @throws PersonaeError as DuckDB does; `job.cancelled`
 */
export async function joinCustomers(
  duckDb: DuckDb,
  plan: JoinPlan,
  context: JobContext,
  fixed: ReadonlyMap<string, FixedType> | null = null,
): Promise<JoinedCustomers> {
  context.progress(joiningStage.name, 0);
  const sql = joinSql(plan);
  await runCancellable(duckDb, `CREATE OR REPLACE TEMP TABLE joined AS ${sql}`, context);
  const typed: { column: PlannedColumn; facts: ColumnFacts; typed: TypedColumn }[] = [];
  for (const [index, column] of plan.columns.entries()) {
    context.progress(joiningStage.name, 0.3 + (0.4 * index) / plan.columns.length);
    typed.push({ column, ...(await typeOf(duckDb, column, fixed, context)) });
  }
  await runCancellable(duckDb, customersSql(typed), context);
  const people = await takePeople(duckDb, plan, typed, context);
  context.progress(joiningStage.name, 1);
  return { ...people, sql };
}

async function typeOf(
  duckDb: DuckDb,
  { field, choice, table }: PlannedColumn,
  fixed: ReadonlyMap<string, FixedType> | null,
  context: JobContext,
): Promise<{ facts: ColumnFacts; typed: TypedColumn }> {
  const isNumber = isNumeric(choice.aggregation);
  const { decimal, columns } = table.loaded;
  const text = isNumber ? `CAST(${field} AS VARCHAR)` : field;
  const facts = await columnFacts(duckDb, 'joined', text, isNumber ? '.' : decimal, context);
  const rows = await runCancellable(
    duckDb,
    `SELECT ${text}, count(*) FROM joined WHERE ${field} IS NOT NULL
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${textLimit + 1}`,
    context,
  );
  const levels = rows.map(([name, count]): LevelCount => ({
    name: asText(name),
    count: Number(count),
  }));
  const stored = columns.find(({ asked }) => asked === choice.column);
  const column = {
    name: choice.name,
    field,
    isNumber,
    chosenKind: choice.kind,
    decimal,
    isTime: !isNumber && (stored?.isTime ?? false),
    fixed: fixed?.get(choice.name) ?? null,
  };
  return { facts, typed: typeColumn(column, facts, levels) };
}

function customersSql(columns: readonly { column: PlannedColumn; typed: TypedColumn }[]): string {
  const list = columns.map(
    ({ column, typed }) => `${typed.sql} AS ${identifier(column.choice.name)}`,
  );
  return `CREATE OR REPLACE TABLE ${customersTable} AS
    SELECT ${['person AS ' + personColumn, ...list].join(', ')} FROM joined ORDER BY person`;
}

async function takePeople(
  duckDb: DuckDb,
  plan: JoinPlan,
  columns: readonly { column: PlannedColumn; facts: ColumnFacts; typed: TypedColumn }[],
  context: JobContext,
): Promise<CustomerPeople> {
  const fields: PeopleField[] = columns.map(({ typed }) => ({
    sql: typed.sql,
    levels: typed.kind === 'categorical' ? typed.levels.map(({ name }) => name) : null,
  }));
  const moments = columns.flatMap(({ column }) =>
    column.choice.timeColumn === null ? [] : [timeField(column.field)],
  );
  const hasLabelTime = plan.label !== null && plan.label.choice.timeColumn !== null;
  const extra = [
    ...moments,
    ...(hasLabelTime ? [labelTimeField] : []),
    ...(plan.timeColumn === null ? [] : [splitTimeField]),
  ];
  const label = plan.label ? labelSql(labelField, plan.label.choice.aggregation) : null;
  const all = [...fields, ...extra.map((sql) => ({ sql: `CAST(${sql} AS DOUBLE)`, levels: null }))];
  const taken = await streamPeople(duckDb, all, label, context);
  const momentOf = (name: string): Float64Array<SharedArrayBuffer> | null => {
    const index = extra.indexOf(name);
    return index < 0 ? null : (taken.columns[fields.length + index] ?? null);
  };
  const features = columns.map(({ column, facts, typed }, i): CustomerFeature => {
    const values = taken.columns[i];
    if (!values) throw new Error('a column was not read');
    return featureOf(column, facts, typed, values, momentOf(timeField(column.field)));
  });
  return {
    persons: taken.persons,
    features,
    labels: taken.labels,
    labelTimes: momentOf(labelTimeField),
    splitTimes: momentOf(splitTimeField),
  };
}

function featureOf(
  { choice, table }: PlannedColumn,
  facts: ColumnFacts,
  typed: TypedColumn,
  values: Float64Array<SharedArrayBuffer>,
  times: Float64Array<SharedArrayBuffer> | null,
): CustomerFeature {
  const definition = definitionOf(choice, tableLabel(table.name));
  const [no, yes] = typed.meanings;
  const meaning =
    no !== undefined && yes !== undefined && yes !== '1' ? ` (0: ${no}, 1: ${yes})` : '';
  const distinctCount = new Set(values.filter((value) => !Number.isNaN(value))).size;
  const isConstant = distinctCount === 1 && typed.missingCount === 0;
  const warnings = [...typed.warnings];
  return {
    choice,
    fileName: basename(table.source.file),
    definition: `${definition}${meaning}`,
    sql: typed.sql,
    kind: typed.kind,
    leftOutBecause: typed.leftOutBecause ?? (isConstant ? 'Everybody has the same value.' : null),
    missingCount: typed.missingCount,
    unusableCount: typed.unusableCount,
    distinctCount: typed.kind === 'categorical' ? facts.distinctCount : distinctCount,
    levels: typed.levels,
    meanings: typed.meanings,
    warnings,
    values,
    times,
  };
}
