// What the model says of one person, and why: SHAP, LIME, and the nearest change.
import { setImmediate } from 'node:timers/promises';
import { nearestChange } from '#analysis/explanations/counterfactual/nearest-change';
import { explainByLime, prepareLime } from '#analysis/explanations/lime/lime';
import { defaultLimeParams, type LimeExplanation } from '#analysis/explanations/lime/lime-types';
import { shapRow } from '#analysis/explanations/tree-shap/tree-shap-types';
import { greatestClass } from '#analysis/supervised/metrics/greatest-class';
import { selectRows } from '#analysis/supervised/select-rows';
import { PersonaeError } from '#shared/errors';
import type {
  LocalLime,
  NearestChange,
  PersonExplanation,
  Waterfall,
} from '#shared/results/explain/person-explanation';
import { predictOf } from './explained-model.ts';
import type { ExplainedRun } from './explained-run.ts';
import { cellOf, cellText } from './feature-cells.ts';
import { limeSentence } from './lime-of-people.ts';
import { additivityResidual } from './shap-people.ts';
import { shapOfRow } from './what-if.ts';

/** Features that may change to reach another segment. */
const mostChanges = 2;

/** @throws PersonaeError person.missing, call.invalid for a class that is not there */
export async function explainPerson(
  run: ExplainedRun,
  person: string,
  askedClass: number | null,
): Promise<PersonExplanation> {
  const { model, table, target, result } = run;
  if (askedClass !== null && askedClass >= model.classCount) throw noClass(askedClass);
  const row = run.rowOf(person);
  const one = selectRows(table, Uint32Array.of(row));
  const probabilities = predictOf(model)(one);
  const predictedClass = greatestClass(probabilities, 0, model.classCount);
  const classIndex = askedClass ?? predictedClass;
  const label = target[row]!;
  return {
    person,
    labelledAs: label >= 0 ? label : null,
    predictedClass,
    probabilities: Array.from(probabilities),
    values: one.columns.map((column) => cellOf(column, column.values[0]!)),
    waterfall: waterfallOf(run, row, classIndex),
    lime: await limeOf(run, row, classIndex),
    nearestChange: await nearestOf(
      run,
      row,
      result.segments.map(({ label: name }) => name),
    ),
  };
}

function noClass(classIndex: number): PersonaeError {
  return new PersonaeError({
    code: 'call.invalid',
    message: `The run has no class number ${classIndex}.`,
  });
}

function waterfallOf(run: ExplainedRun, row: number, classIndex: number): Waterfall {
  const one = selectRows(run.table, Uint32Array.of(row));
  const shap = shapOfRow(run, one);
  const values = shapRow(shap, classIndex, 0);
  const contributions = one.columns
    .map((column, feature) => ({
      feature,
      name: column.name,
      valueText: cellText(cellOf(column, column.values[0]!)),
      contribution: values[feature]!,
    }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || a.feature - b.feature);
  return {
    classIndex,
    ...run.explainer.words,
    base: shap.base[classIndex]!,
    output: shap.outputs[classIndex]!,
    contributions,
    residual: additivityResidual(shap),
  };
}

/** Between the repeats other calls are answered. */
async function toEnd<Result>(work: Generator<number, Result>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

async function limeOf(run: ExplainedRun, row: number, classIndex: number): Promise<LocalLime> {
  const { model, table, training, recipe } = run;
  const { sampleCount, repeatCount } = recipe.explain.lime;
  const params = { ...defaultLimeParams, sampleCount, repeatCount, seed: recipe.seed };
  const steps = explainByLime(
    predictOf(model),
    prepareLime(training),
    table,
    row,
    model.classCount,
    params,
  );
  const found: LimeExplanation | undefined = (await toEnd(steps))[classIndex];
  if (!found) throw noClass(classIndex);
  return {
    classIndex,
    probability: found.probability,
    localProbability: found.localProbability,
    rSquared: { ...found.rSquared },
    topOverlap: found.topOverlap,
    sampleCount,
    repeatCount,
    weights: found.weights.map((weight) => ({ ...weight })),
    sentence: limeSentence(found.rSquared.mean, found.topOverlap, 'this person'),
  };
}

/** Candidates are the thresholds of trees: a linear model has none. */
async function nearestOf(
  { model, table, training }: ExplainedRun,
  row: number,
  classNames: readonly string[],
): Promise<NearestChange | null> {
  if (model.kind === 'logistic') return null;
  const steps = nearestChange(model.ensemble, training, table, row, {
    targetClass: null,
    mutable: table.columns.map((_, feature) => feature),
    mostFeatures: mostChanges,
  });
  const { changes: found } = await toEnd(steps);
  // Each entry is cheaper than those before it.
  const best = found.at(-1);
  if (!best) return null;
  const changes = best.changes.map(({ feature, from, to }) => {
    const column = table.columns[feature]!;
    const before = cellOf(column, from);
    const after = cellOf(column, to);
    const text = `${column.name} from ${cellText(before)} to ${cellText(after)}`;
    return { feature, name: column.name, from: before, to: after, text };
  });
  const percent = (100 * best.probability).toFixed(0);
  return {
    toClass: best.classIndex,
    changes,
    probability: best.probability,
    distance: best.cost,
    sentence: `With ${changes.map(({ text }) => text).join(' and ')} the model would say ${classNames[best.classIndex] ?? ''} (${percent} %). It says what the model would answer, not what would happen.`,
  };
}
