// A whole run of workflow Explain on the sample company: the planted segments, the same bytes on one
// thread and two, one person explained, values moved, new people placed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#analysis/random';
import { openExplainedRun, type ExplainedRun } from '#engine/workflows/explain/explained-run';
import { explainPerson } from '#engine/workflows/explain/explain-person';
import { explainWorkflow } from '#engine/workflows/explain/explain-workflow';
import { whatIf } from '#engine/workflows/explain/what-if';
import { silentContext } from '#engine/jobs/job-context';
import { openWorkingStore } from '#engine/store/working-store';
import { companyFiles, writeCompanySample } from '#engine/samples/write-company-sample';
import { scoreRecipe } from '#engine/calls/score-recipe';
import type { WorkflowRun } from '#engine/workflows/engine-workflow';
import { explainRecipeSchema, type ExplainRecipe } from '#shared/recipe/explain-recipe';
import { explainResultSchema } from '#shared/results/explain-result';
import { testEnvironment } from '../../fixtures/test-environment.ts';
import { workflowContext } from '../workflow-fixture.ts';
import { csv, quick, recipeOf } from './explain-fixture.ts';

function companyRecipe(file: string, rest: object = {}): ExplainRecipe {
  const { webFile, productFile } = companyFiles(file);
  const identity = {
    source: { kind: 'sqlite', file, from: { table: 'identities' } },
    personColumn: 'customer_id',
    keyColumn: 'key',
  };
  const table = (name: string, from: string, key: string) => ({
    name,
    source: { kind: 'delimited', file: from },
    key,
    identity,
  });
  const feature = (of: string | null, column: string, name: string, aggregation = 'value') => ({
    table: of,
    column,
    name,
    aggregation,
    absent: aggregation === 'sum' || aggregation === 'maximum' ? 'zero' : null,
  });
  return explainRecipeSchema.parse({
    version: 1,
    workflow: 'explain',
    source: { kind: 'sqlite', file, from: { table: 'customers' } },
    explain: {
      person: 'customer_id',
      tables: [table('web', webFile, 'visitor'), table('product', productFile, 'account')],
      columns: [
        feature(null, 'customer_age_months', 'customer age'),
        feature(null, 'converted', 'converted'),
        feature(null, 'region', 'region'),
        feature('web', 'blogs', 'blogs', 'sum'),
        feature('web', 'videos', 'videos', 'sum'),
        feature('web', 'whitepapers', 'whitepapers', 'sum'),
        feature('web', 'minutes_per_session', 'minutes per visit', 'mean'),
        feature('product', 'features_used', 'features used', 'maximum'),
        feature('product', 'sessions_per_day', 'sessions per day', 'mean'),
      ],
      label: { kind: 'column', column: 'segment' },
      ...quick,
      ...rest,
    },
  });
}

function writeCompany(folder: string, personCount: number, seed: number): string {
  const file = join(folder, 'company.sqlite');
  writeCompanySample({ file, personCount, seed });
  return file;
}

describe('a run on the sample company', () => {
  let run: WorkflowRun<'explain'>;
  let opened: ExplainedRun;
  let recipe: ExplainRecipe;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'personae-company-'));
    recipe = companyRecipe(writeCompany(folder, 900, 2), { model: 'boosting' });
    const environment = testEnvironment(folder);
    run = await explainWorkflow.run(recipe, {
      environment,
      store: openWorkingStore(environment.workingStoreFolder),
      job: silentContext(),
      earlierRun: () => {
        throw new Error('there is no project');
      },
    });
    opened = openExplainedRun({ ...run, recipe });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('finds the planted segments of those whom marketing did not look at', () => {
    const { result } = run;
    expect(() => explainResultSchema.parse(result)).not.toThrow();
    expect(JSON.stringify(result)).not.toContain('NaN');
    expect(result.scoreCard?.foundShare).toBeGreaterThan(0.85);
    expect(result.comparison.verdict.betterThanGuessing).toBe(true);
    expect(result.comparison.models.map(({ kind }) => kind)).toEqual([
      'majority',
      'logistic',
      'tree',
      'forest',
      'boosting',
    ]);
    expect(result.segments.map(({ label }) => label)).toEqual([
      'Casual visitors',
      'Newcomers',
      'Power users',
      'Researchers',
    ]);
  });

  it('counts everybody once, and lists the doubtful', () => {
    const { result, columns } = run;
    const { assignment, label, segments } = result;
    expect(label.labelledCount + label.unlabelledCount).toBe(900);
    expect(segments.reduce((sum, { personCount }) => sum + personCount, 0)).toBe(900);
    expect(assignment.counts.reduce((sum, count) => sum + count, 0)).toBe(label.unlabelledCount);
    expect(assignment.doubtful.length).toBe(Math.min(200, assignment.doubtfulCount));
    for (const { probability, secondProbability } of assignment.doubtful) {
      expect(probability - secondProbability).toBeLessThan(assignment.doubtfulBelow);
    }
    expect(columns.persons).toEqual([...columns.persons].sort());
  });

  it('explains by values that add up, against training rows, on rules that SQL counts alike', () => {
    const { explanations } = run.result;
    expect(explanations.shap.additivityResidual).toBeLessThan(1e-9);
    expect(explanations.shap.sentence).toContain('interventional, against 50 training rows');
    expect(explanations.surrogate.rules.length).toBeGreaterThan(3);
    for (const rule of explanations.surrogate.rules) {
      expect(rule.sqlMatchedCount).toBe(rule.matchedCount);
      expect(rule.sqlHitCount).toBe(rule.hitCount);
      expect(rule.precision.value).toBeCloseTo(rule.hitCount / rule.matchedCount, 12);
    }
    expect(explanations.permutation.rowCount).toBeLessThan(run.result.label.labelledCount);
    const target = opened.target;
    const background = run.arrays['background'];
    expect(background?.every((row) => target[Number(row)]! >= 0)).toBe(true);
  });

  it('gives tables of assignments, importance, SHAP values and rules', () => {
    const tables = explainWorkflow.tables;
    expect(tables.assignments?.(run).rowCount).toBe(900);
    expect(tables.importance?.(run).rowCount).toBe(run.result.features.length);
    expect(tables.rules?.(run).rowCount).toBe(run.result.explanations.surrogate.rules.length);
    const shap = tables.shap?.(run);
    expect(shap?.rowCount).toBe(4 * 120);
    const value = (name: string) => Number(shap?.columns.find((c) => c.name === name)?.value(7));
    const sum = run.result.features.reduce((total, { name }) => total + value(name), value('base'));
    expect(sum).toBeCloseTo(value('output'), 9);
  });

  it('explains one person, for any class', async () => {
    const person = run.columns.persons[17]!;
    const found = await explainPerson(opened, person, null);
    expect(found.probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
    const { waterfall, lime, nearestChange } = found;
    const sum = waterfall.contributions.reduce((total, one) => total + one.contribution, 0);
    expect(waterfall.base + sum).toBeCloseTo(waterfall.output, 9);
    expect(waterfall.classIndex).toBe(found.predictedClass);
    expect(lime.probability).toBeCloseTo(found.probabilities[found.predictedClass]!, 12);
    expect(lime.topOverlap).toBeGreaterThan(0);
    expect(nearestChange?.toClass).not.toBe(found.predictedClass);
    const changes = Object.fromEntries(
      (nearestChange?.changes ?? []).map(({ name, to }) => [name, to]),
    );
    const moved = whatIf(opened, person, changes);
    expect(moved.predictedClass).toBe(nearestChange?.toClass);
    const other = await explainPerson(opened, person, (found.predictedClass + 1) % 4);
    expect(other.waterfall.classIndex).toBe((found.predictedClass + 1) % 4);
    await expect(explainPerson(opened, 'nobody', null)).rejects.toMatchObject({
      code: 'person.missing',
    });
  });

  it('follows moved values within 100 ms', () => {
    const person = run.columns.persons[3]!;
    whatIf(opened, person, {});
    const times = [0, 5, 10, 20, 40].map((blogs) => {
      const found = whatIf(opened, person, { blogs, region: 'South', 'sessions per day': null });
      expect(found.values[3]).toBe(blogs);
      return found.elapsedMs;
    });
    expect(Math.min(...times)).toBeLessThan(100);
    expect(() => whatIf(opened, null, { region: 'Atlantis' })).toThrow('has no value Atlantis');
    expect(() => whatIf(opened, null, { height: 2 })).toThrow('no feature height');
  });

  it('places its own people again, and says what is new in strange ones', async () => {
    const context = workflowContext();
    const same = await explainWorkflow.score(run, recipe, context);
    expect(same.drift.verdict).toBe('alike');
    expect(same.table.rowCount).toBe(900);
    const file = writeCompany(context.folder, 400, 9);
    const database = new Database(file);
    database.exec(
      "UPDATE customers SET customer_age_months = 900, region = 'Moon' WHERE rowid % 2 = 0",
    );
    database.close();
    const source = { ...recipe.source, file };
    const { webFile, productFile } = companyFiles(file);
    const [web, product] = recipe.explain.tables;
    const tables = [
      { ...web!, source: { ...web!.source, file: webFile } },
      { ...product!, source: { ...product!.source, file: productFile } },
    ];
    const moved = { ...recipe, explain: { ...recipe.explain, tables } };
    const other = await explainWorkflow.score(
      run,
      scoreRecipe(moved, { source, tables: [] }),
      context,
    );
    expect(other.drift.verdict).toBe('different');
    const drift = (name: string) => other.drift.features.find((one) => one.name === name);
    expect(drift('customer age')?.outOfRangeShare).toBeCloseTo(0.5, 2);
    expect(drift('region')).toMatchObject({ unseenLevels: ['Moon'], unseenShare: 0.5 });
    expect(other.segments.reduce((sum, { personCount }) => sum + personCount, 0)).toBe(400);
  });
});

it('gives the same bytes on one thread and on two', async () => {
  const [one, two] = [workflowContext(1), workflowContext(2)];
  const recipe = companyRecipe(writeCompany(one.folder, 300, 5));
  const first = await explainWorkflow.run(recipe, one);
  const second = await explainWorkflow.run(recipe, two);
  expect(JSON.stringify(second.result)).toBe(JSON.stringify(first.result));
  expect(second.columns).toEqual(first.columns);
  expect(second.arrays).toEqual(first.arrays);
});

it('says in words that shuffled labels are no better than guessing', async () => {
  const context = workflowContext();
  const random = createRandom(11);
  const rows = Array.from({ length: 400 }, (_, i) => [
    `p${i}`,
    random.uniform().toFixed(4),
    (10 * random.uniform()).toFixed(3),
    ['north', 'south', 'east'][random.integerBelow(3)],
    ['a', 'b', 'c'][random.integerBelow(3)],
  ]);
  const file = csv(context.folder, 'people.csv', [['id', 'x', 'y', 'region', 'segment'], ...rows]);
  const { result } = await explainWorkflow.run(recipeOf(file, { person: 'id', ...quick }), context);
  expect(result.comparison.verdict.betterThanGuessing).toBe(false);
  expect(result.headline).toContain('No better than guessing');
  expect(result.warnings.join(' ')).toContain('No better than guessing');
});

it('takes labels from an earlier run, and says where its own features made them', async () => {
  const context = workflowContext();
  const persons = Array.from({ length: 200 }, (_, i) => `p${String(i).padStart(3, '0')}`);
  const recency = Float64Array.from(persons, (_, i) => (i * 37) % 200);
  const file = csv(context.folder, 'people.csv', [
    ['id', 'days', 'other'],
    ...persons.map((person, i) => [person, recency[i], (i * 31) % 17]),
    ['newcomer', 3, 2],
  ]);
  const recipe = recipeOf(file, {
    person: 'id',
    ...quick,
    leaveOutLeaks: false,
    label: { kind: 'run', runId: 'run-1' },
  });
  const { result, columns } = await explainWorkflow.run(recipe, {
    ...context,
    earlierRun: () => ({
      workflow: 'rfe',
      segmentNames: ['Loyal', 'Gone'],
      columns: {
        persons,
        segment: Uint8Array.from(recency, (days) => (days > 90 ? 1 : 0)),
        numbers: { recency, margin: new Float64Array(200) },
      },
    }),
  });
  expect(result.label).toMatchObject({ kind: 'run', sameFeatures: true, sharedFeatures: ['days'] });
  expect(result.label.warnings.join(' ')).toContain('it discovers nothing');
  expect(result.segments.map(({ label }) => label)).toEqual(['Loyal', 'Gone']);
  const newcomer = columns.persons.indexOf('newcomer');
  expect(columns.segment[newcomer]).toBe(0);
  expect(columns.numbers['labelled']?.[newcomer]).toBe(0);
});

it('stops when it is cancelled', async () => {
  const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  const controller = new AbortController();
  const context = workflowContext(2, {
    progress: (stage) => {
      if (stage !== 'Comparing models') return;
      Atomics.store(cancelFlag, 0, 1);
      controller.abort();
    },
    partial: () => undefined,
    signal: controller.signal,
    cancelFlag,
  });
  const recipe = companyRecipe(writeCompany(context.folder, 300, 5));
  await expect(explainWorkflow.run(recipe, context)).rejects.toMatchObject({
    code: 'job.cancelled',
  });
});
