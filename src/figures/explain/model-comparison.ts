// The models side by side on people whom they have not seen, with intervals, against the majority.
import type { ExplainResult } from '#shared/results/explain-result';
import type { Interval, ModelScores } from '#shared/results/explain/model-comparison';
import { linearAxis } from '../axis.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText } from '../label-text.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber, panelGrid, panelHeading } from '../panels.ts';
import { template } from '../template.ts';
import { errorBars, intervalText } from './explain-parts.ts';

interface Metric {
  field: 'logLoss' | 'balancedAccuracy' | 'macroF1';
  heading: string;
  hint: string;
}

const metrics: readonly Metric[] = [
  { field: 'balancedAccuracy', heading: 'Balanced accuracy', hint: 'higher is better' },
  { field: 'macroF1', heading: 'Macro-F1', hint: 'higher is better' },
  { field: 'logLoss', heading: 'Log-loss', hint: 'lower is better' },
];

function marks(
  models: readonly ModelScores[],
  { field, heading }: Metric,
  panel: number,
  theme: Theme,
): Trace {
  const ink = inkOf(theme);
  const values = models.map((model) => model[field]);
  return {
    type: 'scatter',
    mode: 'markers',
    x: values.map(({ value }) => value),
    y: models.map((_, row) => row),
    xaxis: `x${axisNumber(panel)}`,
    cliponaxis: false,
    error_x: errorBars(values, ink.muted),
    marker: {
      opacity: 1,
      size: models.map(({ chosen }) => (chosen ? 10 : 7)),
      symbol: models.map(({ kind }) => (kind === 'majority' ? 'diamond-open' : 'circle')),
      color: models.map(({ chosen }) => (chosen ? ink.accent : ink.muted)),
      line: { color: models.map(({ chosen }) => (chosen ? ink.accent : ink.muted)), width: 1.5 },
    },
    hovertext: models.map(
      (model, i) =>
        `<b>${escapeText(model.label)}</b>${model.chosen ? ', chosen' : ''}<br>${heading} ${intervalText(values[i] ?? { value: 0, low: 0, high: 0 })}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function baselineLine(interval: Interval, panel: number, theme: Theme): Layout {
  return {
    type: 'line',
    layer: 'below',
    xref: `x${axisNumber(panel)}`,
    yref: 'paper',
    x0: interval.value,
    x1: interval.value,
    y0: 0,
    y1: 1,
    line: { color: inkOf(theme).context, width: 1.5, dash: 'dot' },
  };
}

function tableOf(models: readonly ModelScores[]): NumbersTable {
  return {
    columns: [
      textColumn('Model'),
      ...metrics.flatMap(({ heading }) => [
        numberColumn(heading),
        numberColumn('Low'),
        numberColumn('High'),
      ]),
      numberColumn('Accuracy'),
      numberColumn('Macro AUC'),
      numberColumn('Lift over the majority'),
      textColumn('Chosen'),
    ],
    rows: models.map((model) => [
      model.label,
      ...metrics.flatMap(({ field }) => [model[field].value, model[field].low, model[field].high]),
      model.accuracy.value,
      model.macroAuc,
      model.liftOverBaseline,
      model.chosen ? 'yes' : 'no',
    ]),
  };
}

export function modelComparison(result: ExplainResult, theme: Theme): Figure {
  const { models, validation, verdict } = result.comparison;
  const ink = inkOf(theme);
  const panels = panelGrid(metrics.length, metrics.length, 0.07, 0);
  const majority = models.find(({ kind }) => kind === 'majority');
  const chosen = models.find((model) => model.chosen);
  const axes = panels.map(({ x }, i): [string, Layout] => [
    `xaxis${axisNumber(i)}`,
    linearAxis('', {
      domain: x,
      fixedrange: true,
      ...(metrics[i]?.field === 'logLoss'
        ? { rangemode: 'tozero', nticks: 5 }
        : { range: [0, 1.04], tickvals: [0, 0.25, 0.5, 0.75, 1] }),
    }),
  ]);
  const rowCount = chosen?.folds.reduce((sum, fold) => sum + fold.rowCount, 0) ?? 0;
  return {
    data: metrics.map((metric, panel) => marks(models, metric, panel, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 48, b: 16 },
      ...Object.fromEntries(axes),
      yaxis: rowAxis(
        models.map(({ label, chosen: isChosen }) =>
          isChosen ? `<b>${escapeText(label)}</b>` : escapeText(label),
        ),
        theme,
        { showgrid: true },
      ),
      shapes: majority
        ? metrics.map(({ field }, panel) => baselineLine(majority[field], panel, theme))
        : [],
      annotations: panels.flatMap((panel, i) => {
        const metric = metrics[i];
        if (!metric) return [];
        const hint = `<span style="font-size:11px">${metric.hint}</span>`;
        return [panelHeading(panel, `<b>${metric.heading}</b><br>${hint}`, ink.text)];
      }),
    },
    description: `${verdict.sentence} ${models
      .map(
        ({ label, balancedAccuracy, logLoss }) =>
          `${label}: balanced accuracy ${intervalText(balancedAccuracy)}, log-loss ${numberText(logLoss.value)}`,
      )
      .join('; ')}.`,
    method: {
      text: `${validation.sentence} The dotted line is the majority baseline, which says the commonest segment to everybody. Bars are 95 % intervals.`,
      formula:
        'balanced accuracy = mean recall of the segments; macro-F1 = mean F1 of the segments; log-loss = −mean log p(true segment)',
      sampleSize: Math.min(rowCount, result.label.labelledCount),
      populationSize: result.label.labelledCount,
      exact: true,
    },
    table: tableOf(models),
    size: { width: 720, height: 110 + models.length * 40 },
  };
}
