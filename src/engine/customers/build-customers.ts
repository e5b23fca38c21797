// The customer-360 step from files to people: tables read, joined, typed, labelled, and reported.
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';
import type { JoinReport } from '#shared/results/join-report';
import { PersonaeError } from '#shared/errors';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { throwIfCancelled } from '../jobs/job-context.ts';
import type { WorkflowContext } from '../workflows/engine-workflow.ts';
import { completeRecipe } from './complete-recipe.ts';
import { openCustomerStore, type CustomerStore } from './customer-store.ts';
import type { CustomerFeature } from './customer-features.ts';
import { findLeaks } from './find-leaks.ts';
import { joinCustomers, type JoinedCustomers } from './join-customers.ts';
import type { JoinPlan } from './join-plan.ts';
import { keyRule } from './key-sql.ts';
import { labelsFromColumn, labelsFromRun, type Labels } from './labels.ts';
import { previewCustomers } from './preview-customers.ts';
import { reportColumn } from './report-columns.ts';
import { reportTables } from './report-tables.ts';
import { tableLabel } from './table-names.ts';
import type { FixedType } from './typed-column.ts';
import { aggregateSql, definitionOf, isZeroWhereAbsent } from './aggregate-sql.ts';

export interface Customers {
  readonly duckDb: DuckDb;
  readonly people: JoinedCustomers;
  /** Those that take part, in the order of the recipe. */
  readonly features: readonly CustomerFeature[];
  readonly labels: Labels | null;
  readonly report: JoinReport;
  readonly rowCount: number;
  readonly fingerprint: string;
  readonly close: () => void;
}

export interface BuildOptions {
  /** Tables of which no row matches end it: wanted for a fit, not for a report. */
  readonly requireMatches: boolean;
  /** Labels are read and leaks looked for. */
  readonly withLabels: boolean;
  /** Types that a saved model learnt, by the name of the column: nothing is left out then. */
  readonly fixed?: ReadonlyMap<string, FixedType>;
}

/**
 * @param recipe its files are paths
 * @throws PersonaeError as reading a source does; `recipe.invalid`, `column.missing`,
 *   `join.no-match`, `data.too-few-persons`
 */
export async function buildCustomers(
  recipe: ExplainRecipe,
  context: WorkflowContext,
  options: BuildOptions,
): Promise<Customers> {
  const { environment, store, job } = context;
  const complete = await completeRecipe(recipe);
  const opened = await openCustomerStore(complete, store, environment.threadCount, job);
  try {
    return await joinAll(complete, opened, context, options);
  } catch (thrown) {
    opened.close();
    throw thrown;
  }
}

async function joinAll(
  recipe: ExplainRecipe,
  { duckDb, tables, fingerprint, close }: CustomerStore,
  context: WorkflowContext,
  { requireMatches, withLabels, fixed }: BuildOptions,
): Promise<Customers> {
  const { job } = context;
  const plan = planOf(recipe, tables, withLabels);
  const reports = await reportTables(duckDb, tables, job);
  const [main] = reports;
  if (!main || main.matchedPersonCount === 0) throw nobody(recipe);
  const unmatched = reports.find(({ matchedPersonCount }) => matchedPersonCount === 0);
  if (unmatched && requireMatches) throw noMatch(unmatched);
  const people = await joinCustomers(duckDb, plan, job, fixed);
  throwIfCancelled(job);
  const labels = withLabels ? labelsOf(recipe, plan, people, context) : null;
  const leaks = labels ? findLeaks(people, labels, recipe.explain, recipe.seed) : [];
  const leftOut = new Map(
    leaks.filter((leak) => leak.leftOut).map(({ feature, sentence }) => [feature, sentence]),
  );
  const features = people.features.filter(
    ({ choice, leftOutBecause }) =>
      fixed !== undefined || (leftOutBecause === null && !leftOut.has(choice.name)),
  );
  const columns = people.features.map((feature) =>
    reportColumn(feature, leftOut.get(feature.choice.name) ?? null),
  );
  const report: JoinReport = {
    personCount: people.persons.length,
    rowCount: main.rowCount,
    rowsWithoutPerson: main.rowsWithoutKey,
    tables: reports,
    columns,
    label: labels?.info ?? null,
    leakage: leaks,
    keyRule,
    sql: people.sql,
    preview: await previewCustomers(duckDb),
    warnings: [
      ...reports.flatMap(({ warnings }) => warnings),
      ...coverageWarnings(plan, reports),
      ...valueWarnings(plan, reports),
      ...columns.flatMap(({ name, warnings, leftOutBecause }) => [
        ...warnings.map((warning) => `${name}: ${warning}`),
        ...(leftOutBecause === null ? [] : [`${name} was left out: ${leftOutBecause}`]),
      ]),
      ...(labels?.info.warnings ?? []),
      ...leaks.filter((leak) => !leak.leftOut).map(({ sentence }) => sentence),
    ],
  };
  return { duckDb, people, features, labels, report, rowCount: main.rowCount, fingerprint, close };
}

function planOf(
  { explain }: ExplainRecipe,
  tables: CustomerStore['tables'],
  withLabels: boolean,
): JoinPlan {
  const tableOf = (name: string | null) => {
    const table = tables.find((one) => one.name === name);
    if (table) return table;
    throw new Error(`the table ${String(name)} was not loaded`);
  };
  const { label } = explain;
  return {
    tables,
    columns: explain.columns
      .filter(({ role }) => role === 'feature')
      .map((choice, index) => ({ choice, table: tableOf(choice.table), field: `c${index}` })),
    label:
      withLabels && label.kind === 'column' ? { choice: label, table: tableOf(label.table) } : null,
    timeColumn: withLabels ? explain.timeColumn : null,
  };
}

function labelsOf(
  { explain: { label } }: ExplainRecipe,
  plan: JoinPlan,
  people: JoinedCustomers,
  context: WorkflowContext,
): Labels {
  if (label.kind === 'run') {
    return labelsFromRun(context.earlierRun(label.runId), people, label.runId);
  }
  if (!people.labels || !plan.label) throw new Error('the label was not read');
  const choice = { ...label };
  return labelsFromColumn(people.labels, {
    source: definitionOf(choice, tableLabel(label.table)),
    sql: aggregateSql(choice, plan.label.table.loaded),
  });
}

/** People without a row have no values, unless these are zero then. */
function coverageWarnings(plan: JoinPlan, reports: JoinReport['tables']): string[] {
  return reports.flatMap(({ name, matchedPersonCount, personsWithoutRow }) => {
    const columns = plan.columns.filter(
      ({ table, choice }) => table.name === name && !isZeroWhereAbsent(choice),
    );
    if (personsWithoutRow <= matchedPersonCount || columns.length === 0) return [];
    const all = (matchedPersonCount + personsWithoutRow).toLocaleString('en-US');
    const names = columns.map(({ choice }) => choice.name).join(', ');
    return [
      `Only ${matchedPersonCount.toLocaleString('en-US')} of ${all} people have a row in ${tableLabel(name)}: ${names} is missing for the others.`,
    ];
  });
}

/** `value` takes the first of several rows: that is said where there are several. */
function valueWarnings(plan: JoinPlan, reports: JoinReport['tables']): string[] {
  return reports.flatMap(({ name, duplicatedPersonCount, mostRowsOfAPerson }) => {
    const columns = plan.columns.filter(
      ({ table, choice }) => table.name === name && choice.aggregation === 'value',
    );
    if (duplicatedPersonCount === 0 || columns.length === 0) return [];
    const people = duplicatedPersonCount.toLocaleString('en-US');
    const names = columns.map(({ choice }) => choice.name).join(', ');
    return [
      `${people} people have several rows in ${tableLabel(name)} (up to ${mostRowsOfAPerson.toLocaleString('en-US')}): of ${names} the first row's value was taken. Choose an aggregation.`,
    ];
  });
}

function nobody({ explain: { person } }: ExplainRecipe): PersonaeError {
  return new PersonaeError({
    code: 'data.too-few-persons',
    message: `The column ${person} of the main table is empty in every row: there is nobody to join.`,
    hint: 'Choose the column that says whom a row is about.',
  });
}

function noMatch({ name, lostExamples, warnings }: JoinReport['tables'][number]): PersonaeError {
  return new PersonaeError({
    code: 'join.no-match',
    message: `No key of ${tableLabel(name)} is a person of the main table; it has, for instance, ${lostExamples.slice(0, 3).join(', ')}.`,
    hint:
      warnings.find((warning) => warning.includes('would match')) ??
      'Choose another key column, or link the table by an identity map.',
  });
}
