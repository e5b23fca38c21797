// A run of workflow Explain from the tables to result and person columns; the same for window and
// command line.
import { matchLabels } from '#analysis/agreement/match-labels';
import { selectRows } from '#analysis/supervised/select-rows';
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';
import { PersonaeError } from '#shared/errors';
import { explainResultSchema, type ExplainResult } from '#shared/results/explain-result';
import type { Rule } from '#shared/results/explain/global-explanations';
import { buildCustomers, type Customers } from '../../customers/build-customers.ts';
import { customerStages } from '../../customers/customer-stages.ts';
import { featureTable, labelledRows } from '../../customers/feature-table.ts';
import { requireLabels, type Labels } from '../../customers/labels.ts';
import type { Stage } from '../../jobs/job-context.ts';
import { readPlantedTruth } from '../../samples/read-planted-truth.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import type { WorkflowContext, WorkflowRun } from '../engine-workflow.ts';
import { provenanceOf } from '../provenance.ts';
import { analysisStages } from './analysis-context.ts';
import type { ExplainAnalysis } from './analysis-input.ts';
import { countRules } from './count-rules.ts';
import { describeFeature } from './describe-features.ts';
import { describePersonColumns, explainArrays, explainPersonColumns } from './explain-columns.ts';
import { saveModel } from './save-model.ts';
import { keepSegments } from './keep-segments.ts';

export const explainStages: readonly Stage[] = [
  ...customerStages,
  ...Object.values(analysisStages),
];

/** @param recipe its files are paths */
export async function runExplain(
  recipe: ExplainRecipe,
  context: WorkflowContext,
): Promise<WorkflowRun<'explain'>> {
  const customers = await buildCustomers(recipe, context, {
    requireMatches: true,
    withLabels: true,
  });
  try {
    const { labels } = customers;
    if (!labels) throw new Error('labels were asked for');
    requireLabels(labels);
    requireFeatures(customers);
    return await explain(recipe, customers, labels, context);
  } finally {
    customers.close();
  }
}

async function explain(
  recipe: ExplainRecipe,
  customers: Customers,
  labels: Labels,
  { environment, job }: WorkflowContext,
): Promise<WorkflowRun<'explain'>> {
  const { duckDb, people, features, report } = customers;
  const { persons } = people;
  const { target, classNames } = labels;
  const table = featureTable(features, persons.length);
  const analysis = await runInThread(
    'explain.analyse',
    {
      persons,
      table,
      target,
      classNames,
      splitTimes: people.splitTimes,
      choices: recipe.explain,
      names: recipe.names,
      seed: recipe.seed,
    },
    environment,
    job,
  );
  const { personSegments } = analysis;
  await keepSegments(duckDb, persons, personSegments, target, classNames);
  const { rules: drafts } = analysis.surrogate;
  const rules = await countRules(duckDb, drafts, table, classNames, job);
  const training = selectRows(table, labelledRows(target));
  const saved = saveModel(analysis.model, classNames, training, features);
  const result = explainResultSchema.parse({
    workflow: 'explain',
    resultVersion: 1,
    provenance: provenanceOf(recipe, environment, {
      dataFingerprint: customers.fingerprint,
      asOf: '',
      timeZone: 'UTC',
      rowCount: customers.rowCount,
      personCount: persons.length,
    }),
    headline: analysis.headline,
    warnings: [...analysis.warnings, ...report.warnings],
    personColumns: describePersonColumns(classNames),
    scoreCard: scoreCardOf(recipe, persons, target, analysis),
    join: report,
    label: labels.info,
    features: features.map(describeFeature),
    comparison: analysis.comparison,
    explanations: {
      ...analysis.explanations,
      surrogate: { ...analysis.surrogate, rules },
    },
    segments: analysis.segments.map((segment) => ({
      ...segment,
      rules: rulesOf(rules, segment.index),
    })),
    assignment: analysis.assignment,
    model: saved.model,
  } satisfies ExplainResult);
  return {
    result,
    columns: explainPersonColumns(persons, target, analysis, classNames.length),
    arrays: { ...explainArrays(features, labels, analysis), ...saved.arrays },
  };
}

/** The card of a class: the rules that cover most of it first. */
function rulesOf(rules: readonly Rule[], classIndex: number): Rule[] {
  return rules
    .filter((rule) => rule.classIndex === classIndex)
    .sort((a, b) => b.coverage.value - a.coverage.value);
}

/** @throws PersonaeError data.constant where no column can tell anybody apart */
function requireFeatures({ features, report }: Customers): void {
  if (features.length > 0) return;
  const reasons = report.columns.map(
    ({ name, leftOutBecause }) => `${name}: ${leftOutBecause ?? ''}`,
  );
  throw new PersonaeError({
    code: 'data.constant',
    message: `No column is left that could tell people apart. ${reasons.slice(0, 3).join(' ')}`,
    hint: 'Choose other columns or aggregations; the join report says why each was left out.',
  });
}

/** Samples know the truth; what counts are the people who had no label, where there are such. */
function scoreCardOf(
  { source }: ExplainRecipe,
  persons: readonly string[],
  target: Int32Array,
  { personSegments, segments }: ExplainAnalysis,
): ExplainResult['scoreCard'] {
  if (source.kind !== 'sqlite' && source.kind !== 'delimited') return null;
  const planted = readPlantedTruth(source.file);
  if (!planted) return null;
  const names = [...new Set(planted.values())].sort();
  const hasUnlabelled = target.some((label) => label < 0);
  const truth = Int32Array.from(persons, (person, row) =>
    hasUnlabelled && target[row]! >= 0 ? -1 : names.indexOf(planted.get(person) ?? ''),
  );
  if (!truth.some((label) => label >= 0)) return null;
  const found = Int32Array.from(personSegments);
  const agreement = matchLabels(truth, found, names.length, segments.length);
  return {
    adjustedRand: agreement.adjustedRandIndex,
    foundShare: agreement.recovered.share,
    segments: agreement.groups.map((group) => ({
      planted: names[group.truth] ?? '',
      personCount: group.truthCount,
      matchedSegmentId: group.found === null ? null : (segments[group.found]?.id ?? null),
      recall: group.recall ?? 0,
      precision: group.precision ?? 0,
    })),
  };
}
