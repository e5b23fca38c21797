// The compared models as they are shown: metrics, curves, confusion, the choice and its reasons.
import { guessingVerdict } from '#analysis/supervised/metrics/guessing-verdict';
import { rankingCurves, thinCurve } from '#analysis/supervised/metrics/ranking-curves';
import { confusionMatrix, confusionScores } from '#analysis/supervised/metrics/confusion-matrix';
import { greatestClasses } from '#analysis/supervised/metrics/greatest-class';
import type { ClassEvaluation, Evaluation } from '#analysis/supervised/metrics/evaluate';
import type { ShareInterval } from '#analysis/statistics/wilson-interval';
import type {
  ClassScoresOf,
  Curve,
  Interval,
  ModelComparison,
  ModelScores,
} from '#shared/results/explain/model-comparison';
import type { ExplainedModel } from './analysis-input.ts';
import type { ComparedModelResult, Comparison } from './compare-models.ts';
import { describeChoice, modelLabels } from './model-choices.ts';
import type { ChosenModel } from './choose-model.ts';

/** Points of a curve in a picture. */
const curvePoints = 200;

export function describeComparison(
  comparison: Comparison,
  chosen: ChosenModel,
  final: ExplainedModel,
): ModelComparison {
  const baseline = comparison.models.find(({ choice }) => choice.kind === 'majority');
  const best = comparison.models.find(({ choice }) => choice.kind === chosen.kind);
  if (!baseline || !best) throw new Error('the baseline and the chosen model are compared');
  const verdict = guessingVerdict(best.evaluation, baseline.evaluation);
  const { plan, models } = comparison;
  return {
    validation: {
      kind: plan.kind === 'forward' ? 'forward' : 'stratified',
      foldCount: plan.folds.length,
      sentence: validationSentence(comparison),
    },
    models: models.map((model) =>
      describeModel(model, baseline, final, model.choice.kind === chosen.kind),
    ),
    chosen: chosen.kind,
    chosenBy: chosen.by,
    reasons: [...chosen.reasons],
    verdict: {
      betterThanGuessing: verdict.betterThanGuessing,
      sentence: verdict.sentence,
      logLossGain: { ...verdict.logLossGain },
      balancedAccuracyGain: { ...verdict.balancedAccuracyGain },
    },
  };
}

function validationSentence({ plan, models }: Comparison): string {
  const rows = (models[0]?.validation.rows.length ?? 0).toLocaleString('en-US');
  const how =
    plan.kind === 'forward'
      ? 'in order of time: every fold is foretold from what came before'
      : 'at random, with the classes spread evenly';
  const notes = plan.notes.length > 0 ? ` ${plan.notes.join(' ')}` : '';
  return `${rows} labelled people in ${plan.folds.length} folds ${how}. Every number is of people whom the model had not seen.${notes}`;
}

function describeModel(
  { choice, validation, target, evaluation }: ComparedModelResult,
  baseline: ComparedModelResult,
  final: ExplainedModel,
  chosen: boolean,
): ModelScores {
  const folds = foldScores({ choice, validation, target, evaluation });
  const areas = folds.flatMap(({ macroAuc }) => (macroAuc === null ? [] : [macroAuc]));
  const base = baseline.evaluation.balancedAccuracy.value;
  return {
    kind: choice.kind,
    label: modelLabels[choice.kind],
    accuracy: { ...evaluation.accuracy },
    balancedAccuracy: { ...evaluation.balancedAccuracy },
    macroF1: { ...evaluation.macroF1 },
    logLoss: { ...evaluation.logLoss },
    macroAuc: evaluation.macroAuc,
    meanFoldAuc: areas.length === folds.length ? mean(areas) : null,
    folds,
    liftOverBaseline: base > 0 ? evaluation.balancedAccuracy.value / base : null,
    classes: evaluation.classes.map((one, index) => describeClass(one, index, validation, target)),
    confusion: describeConfusion(evaluation),
    outOfBagAccuracy: chosen && final.kind === 'forest' ? final.outOfBag.accuracy : null,
    rounds:
      chosen && final.kind === 'boosting'
        ? { kept: final.roundCount, losses: [...final.heldOutLosses] }
        : null,
    chosen,
    settings: describeChoice(choice),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function foldScores({ validation, target, evaluation }: ComparedModelResult): ModelScores['folds'] {
  const { foldOf, probabilities } = validation;
  const { classCount } = evaluation.confusion;
  const foldCount = foldOf.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  return Array.from({ length: foldCount }, (_, fold) => {
    const places = [...foldOf.keys()].filter((place) => foldOf[place] === fold);
    const labels = Int32Array.from(places, (place) => target[place]!);
    const own = new Float64Array(places.length * classCount);
    places.forEach((place, i) => {
      own.set(probabilities.subarray(place * classCount, (place + 1) * classCount), i * classCount);
    });
    const scores = confusionScores(
      confusionMatrix(labels, greatestClasses(own, classCount), classCount),
    );
    const areas = Array.from({ length: classCount }, (_one, k) =>
      rankingCurves(columnOf(own, k, classCount), (row) => labels[row] === k),
    ).flatMap((curves) => (curves ? [curves.auc] : []));
    const loss = places.reduce((sum, _place, i) => {
      const share = own[i * classCount + labels[i]!]!;
      return sum - Math.log(Math.max(share, Number.EPSILON));
    }, 0);
    return {
      rowCount: places.length,
      logLoss: loss / places.length,
      balancedAccuracy: scores.balancedAccuracy,
      accuracy: scores.accuracy,
      macroAuc: areas.length > 0 ? mean(areas) : null,
    };
  });
}

function columnOf(values: Float64Array, k: number, classCount: number): Float64Array {
  return Float64Array.from(
    { length: values.length / classCount },
    (_, row) => values[row * classCount + k]!,
  );
}

function describeConfusion({ confusion, confusionShares }: Evaluation): ModelScores['confusion'] {
  const { classCount, counts } = confusion;
  return {
    counts: Array.from({ length: classCount }, (_, k) =>
      Array.from(counts.subarray(k * classCount, (k + 1) * classCount)),
    ),
    shares: confusionShares.map((row) => row.map((cell) => cell && intervalOf(cell))),
  };
}

function intervalOf({ share, low, high }: ShareInterval): Interval {
  return { value: share, low, high };
}

function describeClass(
  one: ClassEvaluation,
  classIndex: number,
  { probabilities }: ComparedModelResult['validation'],
  target: Int32Array,
): ClassScoresOf {
  const { curves, calibration } = one;
  const classCount = probabilities.length / Math.max(1, target.length);
  return {
    classIndex,
    support: one.support,
    precision: one.precision,
    recall: one.recall,
    f1: one.f1,
    auc: one.auc && { ...one.auc },
    averagePrecision: curves?.averagePrecision ?? null,
    roc: curves && curveOf(curves.falsePositiveRates, curves.truePositiveRates),
    precisionRecall: curves && curveOf(curves.recalls, curves.precisions),
    calibration: calibration.bins.map((bin) => ({
      low: bin.low,
      high: bin.high,
      count: bin.count,
      meanProbability: bin.meanProbability,
      observed: bin.observed.share,
      observedLow: bin.observed.low,
      observedHigh: bin.observed.high,
    })),
    calibrationError: calibration.expectedError,
    gains: curves && gainsOf(columnOf(probabilities, classIndex, classCount), target, classIndex),
  };
}

function curveOf(x: Float64Array, y: Float64Array): Curve {
  const points = thinCurve(
    Array.from(x, (value, i) => [value, y[i]!] as const),
    curvePoints,
  );
  return { x: points.map(([value]) => value), y: points.map(([, value]) => value) };
}

/** Of the likeliest share of people, how much of the class is among them. */
function gainsOf(scores: Float64Array, target: Int32Array, classIndex: number): Curve {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const total = target.reduce((sum, label) => sum + (label === classIndex ? 1 : 0), 0);
  let hits = 0;
  const points: (readonly [number, number])[] = [[0, 0]];
  order.forEach((row, i) => {
    if (target[row] === classIndex) hits++;
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[row]) return;
    points.push([(i + 1) / order.length, hits / total]);
  });
  const thin = thinCurve(points, curvePoints);
  return { x: thin.map(([value]) => value), y: thin.map(([, value]) => value) };
}
