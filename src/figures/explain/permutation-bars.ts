// What is lost when a feature's values are shuffled: marks with intervals, groups as diamonds.
import type { ExplainResult } from '#shared/results/explain-result';
import type { Importance } from '#shared/results/explain/global-explanations';
import { linearAxis } from '../axis.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { errorBars, intervalText, legendAbove, zeroLine } from './explain-parts.ts';

const mostRows = 24;

interface Row {
  importance: Importance;
  isGroup: boolean;
  row: number;
}

/** Features and groups together, the most important first. */
function rowsOf({ features, groups }: ExplainResult['explanations']['permutation']): Row[] {
  const all = [
    ...features.map((importance) => ({ importance, isGroup: false })),
    ...groups.map((importance) => ({ importance, isGroup: true })),
  ];
  return all
    .sort((a, b) => b.importance.logLoss.value - a.importance.logLoss.value)
    .map((each, row) => ({ ...each, row }));
}

function marks(rows: readonly Row[], name: string, symbol: string, theme: Theme): Trace {
  const ink = inkOf(theme);
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    x: rows.map(({ importance }) => importance.logLoss.value),
    y: rows.map(({ row }) => row),
    error_x: errorBars(
      rows.map(({ importance }) => importance.logLoss),
      ink.muted,
    ),
    marker: { symbol, size: 11, color: ink.accent, line: { color: ink.surface, width: 1 } },
    hovertext: rows.map(({ importance }) =>
      [
        `<b>${labelText(importance.name, 60, 3)}</b>`,
        `log-loss rises by ${intervalText(importance.logLoss)}`,
        `balanced accuracy falls by ${intervalText(importance.balancedAccuracy)}`,
      ].join('<br>'),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function describe(rows: readonly Row[]): string {
  if (rows.length === 0) return 'There is no feature to be shuffled.';
  const parts = rows
    .slice(0, 8)
    .map(({ importance }) => `${importance.name}: ${intervalText(importance.logLoss)}`);
  return `Rise of the held-out log-loss when a feature is shuffled, largest first. ${parts.join('; ')}.`;
}

export function permutationBars(result: ExplainResult, theme: Theme): Figure {
  const { permutation } = result.explanations;
  const rows = rowsOf(permutation);
  const shown = rows.slice(0, mostRows);
  const single = shown.filter(({ isGroup }) => !isGroup);
  const groups = shown.filter(({ isGroup }) => isGroup);
  return {
    data: [
      marks(single, 'one feature', 'circle', theme),
      ...(groups.length > 0 ? [marks(groups, 'correlated, together', 'diamond', theme)] : []),
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 32, b: 16 },
      ...(groups.length > 0 ? { showlegend: true, legend: legendAbove } : {}),
      xaxis: linearAxis('Rise of the log-loss on people who were held out', {
        rangemode: 'tozero',
      }),
      yaxis: rowAxis(
        shown.map(({ importance, isGroup }) => labelText(importance.name, isGroup ? 34 : 26, 2)),
        theme,
        { showgrid: true },
      ),
      shapes: [zeroLine(theme)],
    },
    description: describe(rows),
    method: {
      text: `${permutation.sentence} The bar is the 95 % interval over ${permutation.repeatCount} shuffles. Features that go together hide each other; a diamond shows what is lost when they are shuffled together.`,
      formula: 'importance = log-loss with the column shuffled − log-loss as it is',
      sampleSize: permutation.rowCount,
      populationSize: Math.max(permutation.rowCount, result.label.labelledCount),
      exact: permutation.rowCount >= result.label.labelledCount,
    },
    table: {
      columns: [
        textColumn('Feature or group'),
        numberColumn('Log-loss rises by'),
        numberColumn('Low'),
        numberColumn('High'),
        numberColumn('Balanced accuracy falls by'),
        numberColumn('Low'),
        numberColumn('High'),
      ],
      rows: rows.map(({ importance: { name, logLoss, balancedAccuracy } }) => [
        name,
        logLoss.value,
        logLoss.low,
        logLoss.high,
        balancedAccuracy.value,
        balancedAccuracy.low,
        balancedAccuracy.high,
      ]),
    },
    size: { width: 720, height: Math.max(240, 110 + shown.length * 30) },
  };
}
