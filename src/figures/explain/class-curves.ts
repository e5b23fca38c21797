// One class against the rest on people who were held out: ROC, precision by recall, cumulative gains.
import type { ExplainResult } from '#shared/results/explain-result';
import type { ClassScoresOf, Curve, ModelScores } from '#shared/results/explain/model-comparison';
import { percentAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { intervalText, lookOf, type ExplainLook } from './explain-parts.ts';

interface CurveKind {
  curve(scores: ClassScoresOf): Curve | null;
  x: string;
  y: string;
  /** Where guessing would be. */
  guess: 'diagonal' | 'share';
  /** Behind the name of a class. */
  summary(scores: ClassScoresOf): string;
  text: string;
  formula: string;
}

const area = ({ auc }: ClassScoresOf): string => (auc ? `AUC ${auc.value.toFixed(3)}` : 'no AUC');

const kinds = {
  roc: {
    curve: ({ roc }) => roc,
    x: 'Share of the others taken for it (false positive rate)',
    y: 'Share of the segment found (recall)',
    guess: 'diagonal',
    summary: area,
    text: 'Every person has a probability for the segment. From the highest down: how many of the segment are found, against how many of the others come with them. On the dotted line one would be guessing.',
    formula: 'AUC = chance that a person of the segment gets a higher probability than another one',
  },
  'precision-recall': {
    curve: ({ precisionRecall }) => precisionRecall,
    x: 'Share of the segment found (recall)',
    y: 'Share of those found who are of it (precision)',
    guess: 'share',
    summary: ({ averagePrecision }) =>
      averagePrecision === null
        ? 'no one to find'
        : `average precision ${averagePrecision.toFixed(3)}`,
    text: 'From the highest probability down: the further right, the more of the segment is found; the higher, the fewer others are among them. For small segments this says more than the ROC curve.',
    formula: 'average precision = mean of the precision at every person of the segment',
  },
  gains: {
    curve: ({ gains }) => gains,
    x: 'Share of people contacted, the likeliest first',
    y: 'Share of the segment reached',
    guess: 'diagonal',
    summary: ({ gains }) => {
      const place = gains?.x.findLastIndex((share) => share <= 0.2) ?? -1;
      return `first fifth reaches ${shareText(gains?.y[place] ?? 0)}`;
    },
    text: 'If one writes to the likeliest people first: how much of the segment has been reached after so many letters. On the dotted line one would be choosing at random.',
    formula: 'gain(x) = people of the segment among the first x / people of the segment',
  },
} as const satisfies Record<string, CurveKind>;

export type CurveName = keyof typeof kinds;

interface Drawn {
  scores: ClassScoresOf;
  curve: Curve;
  look: ExplainLook;
}

function drawnOf(model: ModelScores, kind: CurveKind, looks: readonly ExplainLook[]): Drawn[] {
  return model.classes.flatMap((scores) => {
    const [curve, look] = [kind.curve(scores), lookOf(looks, scores.classIndex)];
    return curve && look ? [{ scores, curve, look }] : [];
  });
}

function curveTrace({ scores, curve, look }: Drawn, kind: CurveKind, place: number): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name: `${look.label}, ${kind.summary(scores)}`,
    x: curve.x.map((value) => value * 100),
    y: curve.y.map((value) => value * 100),
    line: {
      color: look.colour,
      width: 2.5,
      // Not by colour alone.
      dash: ['solid', 'dash', 'dot', 'dashdot'][place % 4] ?? 'solid',
    },
    hovertemplate: `<b>${look.label}</b><br>%{x:.1f} %, %{y:.1f} %<extra></extra>`,
  };
}

function guessLines(
  kind: CurveKind,
  drawn: readonly Drawn[],
  rowCount: number,
  theme: Theme,
): Layout[] {
  const line = { color: inkOf(theme).context, width: 1.5, dash: 'dot' };
  if (kind.guess === 'diagonal')
    return [{ type: 'line', layer: 'below', x0: 0, y0: 0, x1: 100, y1: 100, line }];
  return drawn.map(({ scores, look }) => {
    const share = (scores.support / Math.max(1, rowCount)) * 100;
    return {
      type: 'line',
      layer: 'below',
      x0: 0,
      x1: 100,
      y0: share,
      y1: share,
      line: { ...line, color: look.colour },
    };
  });
}

export function classCurves(
  result: ExplainResult,
  model: ModelScores,
  name: CurveName,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const kind: CurveKind = kinds[name];
  const drawn = drawnOf(model, kind, looks);
  const rowCount = model.classes.reduce((sum, { support }) => sum + support, 0);
  const axis = { range: [-1, 101], dtick: 25, fixedrange: true };
  return {
    data: drawn.map((each, place) => curveTrace(each, kind, place)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 16, b: 16 },
      showlegend: true,
      legend: { orientation: 'h', x: 0, y: 1.02, xanchor: 'left', yanchor: 'bottom' },
      xaxis: percentAxis(kind.x, axis),
      yaxis: percentAxis(kind.y, axis),
      shapes: guessLines(kind, drawn, rowCount, theme),
    },
    description: `${model.label}, each segment against the rest. ${drawn
      .map(
        ({ scores, look }) =>
          `${look.name}: ${scores.auc && name === 'roc' ? `AUC ${intervalText(scores.auc)}` : kind.summary(scores)}, ${shareText(scores.support / Math.max(1, rowCount))} of people`,
      )
      .join('; ')}.`,
    method: {
      text: `${kind.text} ${result.comparison.validation.sentence}`,
      formula: kind.formula,
      sampleSize: rowCount,
      populationSize: Math.max(rowCount, result.label.labelledCount),
      exact: true,
    },
    table: {
      columns: [textColumn('Segment'), numberColumn(kind.x), numberColumn(kind.y)],
      rows: drawn.flatMap(({ look, curve }) =>
        curve.x.map((x, i) => [look.name, x, curve.y[i] ?? null]),
      ),
    },
    size: { width: 560, height: 440 + Math.max(0, Math.ceil(drawn.length / 2) - 1) * 20 },
  };
}
