// Every picture of a run of workflow Explain, in the order of reading; what a run does not have is left out.
import type { ExplainResult } from '#shared/results/explain-result';
import type { FigureEntry } from '../figure-entry.ts';
import { scoreCardBars } from '../score-card-bars.ts';
import { segmentLooks, segmentNames, type SegmentNames } from '../segment-look.ts';
import { accumulatedEffects } from './accumulated-effects.ts';
import { assignmentBars } from './assignment-bars.ts';
import { beeswarm } from './beeswarm.ts';
import { boostingRounds } from './boosting-rounds.ts';
import { calibrationCurves } from './calibration.ts';
import { classCurves } from './class-curves.ts';
import { classSizes } from './class-sizes.ts';
import { confusionMatrix } from './confusion-matrix.ts';
import { dependenceCurves } from './dependence.ts';
import type { ExplainLook } from './explain-parts.ts';
import { linearWeights } from './linear-weights.ts';
import { methodAgreement } from './method-agreement.ts';
import { modelComparison } from './model-comparison.ts';
import { permutationBars } from './permutation-bars.ts';
import { ruleScatter } from './rule-scatter.ts';
import { shapBars } from './shap-bars.ts';

/** What can be absent from a run. */
type Entries = (FigureEntry | false)[];

const present = (entries: Entries): FigureEntry[] => entries.filter((entry) => entry !== false);

/** Ids of pictures that exist once a class or once a feature. */
export const beeswarmId = (classIndex: number): string => `beeswarm-${classIndex + 1}`;
export const dependenceId = (feature: number): string => `dependence-${feature + 1}`;
export const accumulatedId = (feature: number): string => `accumulated-${feature + 1}`;

function overviewFigures(result: ExplainResult, looks: readonly ExplainLook[]): FigureEntry[] {
  return present([
    {
      id: 'segment-sizes',
      title: 'How many people each segment has',
      page: 'overview',
      figure: (theme) => classSizes(result, looks, theme),
    },
    result.assignment.unlabelledCount > 0 && {
      id: 'assignment',
      title: 'Where people without a label belong',
      page: 'overview',
      figure: (theme) => assignmentBars(result, looks, theme),
    },
  ]);
}

function segmentFigures(result: ExplainResult, looks: readonly ExplainLook[]): FigureEntry[] {
  return present([
    result.explanations.surrogate.rules.length > 0 && {
      id: 'rules',
      title: 'Rules: how often they are right, and how much they cover',
      page: 'segments',
      figure: (theme) => ruleScatter(result, looks, theme),
    },
  ]);
}

function dependenceFigures(result: ExplainResult, looks: readonly ExplainLook[]): FigureEntry[] {
  return result.explanations.dependence.flatMap((dependence) => {
    const { accumulated, feature, name } = dependence;
    return present([
      {
        id: dependenceId(feature),
        title: `How probabilities follow ${name}`,
        page: 'explanations',
        figure: (theme) => dependenceCurves(result, dependence, looks, theme),
      },
      accumulated !== null && {
        id: accumulatedId(feature),
        title: `Accumulated local effects of ${name}`,
        page: 'explanations',
        figure: (theme) => accumulatedEffects(result, dependence, accumulated, looks, theme),
      },
    ]);
  });
}

function explanationFigures(result: ExplainResult, looks: readonly ExplainLook[]): FigureEntry[] {
  const { shap, permutation, linear, agreement } = result.explanations;
  return present([
    permutation.features.length > 0 && {
      id: 'permutation-importance',
      title: 'What the model loses without a feature',
      page: 'explanations',
      figure: (theme) => permutationBars(result, theme),
    },
    shap.order.length > 0 && {
      id: 'shap-importance',
      title: 'What moves the model, by segment',
      page: 'explanations',
      figure: (theme) => shapBars(result, looks, theme),
    },
    ...looks.map(
      (look): FigureEntry | false =>
        shap.beeswarm.features.length > 0 && {
          id: beeswarmId(look.segment.index),
          title: `What speaks for ${look.name}, person by person`,
          page: 'explanations',
          figure: (theme) => beeswarm(result, look, theme),
        },
    ),
    ...dependenceFigures(result, looks),
    linear.terms.length > 0 && {
      id: 'linear-weights',
      title: 'Weights of the linear model',
      page: 'explanations',
      figure: (theme) => linearWeights(result, looks, theme),
    },
    agreement.features.length > 0 && {
      id: 'agreement',
      title: 'Three methods side by side',
      page: 'explanations',
      figure: (theme) => methodAgreement(result, theme),
    },
  ]);
}

function diagnosisFigures(result: ExplainResult, looks: readonly ExplainLook[]): FigureEntry[] {
  const { scoreCard, comparison } = result;
  const chosen = comparison.models.find((model) => model.chosen);
  const boosting = comparison.models.find(({ rounds }) => rounds !== null);
  const { rounds } = boosting ?? { rounds: null };
  const ofChosen = (chosen?.classes ?? []).length > 0 ? chosen : undefined;
  return present([
    scoreCard !== null && {
      id: 'score-card',
      title: 'How much of the planted truth was found',
      page: 'diagnosis',
      figure: (theme) => scoreCardBars(result, scoreCard, looks, theme),
    },
    {
      id: 'models',
      title: 'The models on people they have not seen',
      page: 'diagnosis',
      figure: (theme) => modelComparison(result, theme),
    },
    chosen !== undefined && {
      id: 'confusion',
      title: `Who is taken for whom by ${chosen.label.toLowerCase()}`,
      page: 'diagnosis',
      figure: (theme) => confusionMatrix(result, chosen, looks, theme),
    },
    ofChosen !== undefined && {
      id: 'roc',
      half: true,
      title: 'ROC, each segment against the rest',
      page: 'diagnosis',
      figure: (theme) => classCurves(result, ofChosen, 'roc', looks, theme),
    },
    ofChosen !== undefined && {
      id: 'precision-recall',
      half: true,
      title: 'Precision by recall',
      page: 'diagnosis',
      figure: (theme) => classCurves(result, ofChosen, 'precision-recall', looks, theme),
    },
    ofChosen !== undefined && {
      id: 'calibration',
      title: 'Do the probabilities mean what they say?',
      page: 'diagnosis',
      figure: (theme) => calibrationCurves(result, ofChosen, looks, theme),
    },
    ofChosen !== undefined && {
      id: 'gains',
      half: true,
      title: 'Lift: the likeliest first',
      page: 'diagnosis',
      figure: (theme) => classCurves(result, ofChosen, 'gains', looks, theme),
    },
    rounds !== null &&
      rounds.losses.length > 0 && {
        id: 'boosting-rounds',
        half: true,
        title: 'Rounds of gradient boosting',
        page: 'diagnosis',
        figure: (theme) => boostingRounds(result, rounds, theme),
      },
  ]);
}

/** `names` by segment id, as they stand now: a rename shows in every picture at once. */
export function explainFigures(
  result: ExplainResult,
  names: SegmentNames = segmentNames(result),
): FigureEntry[] {
  const looks = segmentLooks(result, names);
  return [
    ...overviewFigures(result, looks),
    ...segmentFigures(result, looks),
    ...explanationFigures(result, looks),
    ...diagnosisFigures(result, looks),
  ];
}
