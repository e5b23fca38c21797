// Models and folds while a fit runs: the log-loss so far, and how many folds are done.
import type { ExplainPartial } from '#shared/calls/fit-partial';
import { linearAxis } from '../axis.ts';
import type { Figure, Theme } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText } from '../label-text.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';

const modelWords: Readonly<Record<string, string>> = {
  majority: 'Majority baseline',
  logistic: 'Logistic regression',
  tree: 'Decision tree',
  forest: 'Random forest',
  boosting: 'Gradient boosting',
};

export const modelWord = (kind: string): string => modelWords[kind] ?? kind;

export function foldProgress({ models, personCount }: ExplainPartial, theme: Theme): Figure {
  const ink = inkOf(theme);
  const known = models.flatMap((model, row) =>
    model.logLoss === null ? [] : [{ ...model, loss: model.logLoss, row }],
  );
  const best = Math.min(...known.map(({ loss }) => loss));
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        x: known.map(({ loss }) => loss),
        y: known.map(({ row }) => row),
        width: 0.6,
        marker: {
          color: known.map(({ loss }) => (loss === best ? ink.accent : ink.context)),
          line: { color: ink.outline, width: 1 },
        },
        text: known.map(({ loss }) => numberText(loss)),
        textposition: 'outside',
        cliponaxis: false,
        hovertext: known.map(
          ({ kind, loss, foldsDone, foldCount }) =>
            `<b>${escapeText(modelWord(kind))}</b><br>log-loss ${numberText(loss)}<br>${foldsDone} of ${foldCount} folds`,
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 48, t: 16, b: 16 },
      xaxis: linearAxis('Log-loss on held-out people so far (lower is better)', {
        rangemode: 'tozero',
        fixedrange: true,
      }),
      yaxis: rowAxis(
        models.map(
          ({ kind, foldsDone, foldCount }) =>
            `${escapeText(modelWord(kind))}  <b>${foldsDone}/${foldCount}</b>`,
        ),
        theme,
      ),
    },
    description: `Folds done and log-loss so far. ${models
      .map(
        ({ kind, foldsDone, foldCount, logLoss }) =>
          `${modelWord(kind)}: ${foldsDone} of ${foldCount}${logLoss === null ? '' : `, log-loss ${numberText(logLoss)}`}`,
      )
      .join('; ')}.`,
    method: {
      text: 'Every model is fitted on all folds but one and judged on that one. The bar is the mean log-loss over the folds that are done.',
      sampleSize: personCount,
      populationSize: personCount,
      exact: true,
    },
    table: {
      columns: [
        textColumn('Model'),
        numberColumn('Folds done'),
        numberColumn('Of'),
        numberColumn('Log-loss'),
        numberColumn('Balanced accuracy'),
      ],
      rows: models.map((model) => [
        modelWord(model.kind),
        model.foldsDone,
        model.foldCount,
        model.logLoss,
        model.balancedAccuracy,
      ]),
    },
    size: { width: 720, height: Math.max(220, 90 + models.length * 38) },
  };
}
