// LIME around one person: weights of the local line with their spread over the repeats.
import type { LocalLime } from '#shared/results/explain/person-explanation';
import { linearAxis } from '../axis.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { countText, numberText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { contrastColours, zeroLine } from './explain-parts.ts';

const mostRows = 12;

export interface LimeInput {
  lime: LocalLime;
  person: string;
  className: string;
}

type Weight = LocalLime['weights'][number];

function barTrace(weights: readonly Weight[], theme: Theme): Trace {
  const ink = inkOf(theme);
  const { low, high } = contrastColours(theme);
  return {
    type: 'bar',
    orientation: 'h',
    x: weights.map(({ weight }) => weight * 100),
    y: weights.map((_, row) => row),
    width: 0.6,
    marker: {
      color: weights.map(({ weight }) => (weight >= 0 ? high : low)),
      line: { color: ink.outline, width: 1 },
      pattern: {
        shape: weights.map(({ weight }) => (weight >= 0 ? '' : '/')),
        fgcolor: ink.surface,
        size: 7,
        solidity: 0.25,
      },
    },
    error_x: {
      type: 'data',
      array: weights.map(({ deviation }) => deviation * 100),
      color: ink.text,
      thickness: 1.2,
      width: 4,
    },
    hovertext: weights.map(
      ({ condition, weight, deviation, topShare }) =>
        `<b>${escapeText(condition)}</b><br>${numberText(weight * 100)} ± ${numberText(deviation * 100)} percentage points<br>among the first five in ${shareText(topShare)} of the repeats`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

export function limeBars({ lime, person, className }: LimeInput, theme: Theme): Figure {
  const weights = [...lime.weights]
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, mostRows);
  return {
    data: [barTrace(weights, theme)],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 16, b: 16 },
      xaxis: linearAxis(`Towards ${escapeText(className)}, percentage points`, {
        fixedrange: true,
      }),
      yaxis: rowAxis(
        weights.map(({ condition }) => labelText(condition, 34, 2)),
        theme,
      ),
      shapes: [zeroLine(theme)],
    },
    description: `LIME for ${person} and ${className}: local R² ${lime.rSquared.mean.toFixed(2)}, ${shareText(lime.topOverlap)} of the first five features in common between repeats. ${weights
      .slice(0, 5)
      .map(({ condition, weight }) => `${condition}: ${numberText(weight * 100)}`)
      .join('; ')}.`,
    method: {
      text: `${countText(lime.sampleCount)} invented people near this one are judged by the model and a weighted line is fitted to its answers, ${lime.repeatCount} times; bars are means, whiskers one standard deviation over the repeats. ${lime.sentence}`,
      formula: 'weights = weighted least squares, kernel exp(−distance² / width²), width 0.75 √d',
      sampleSize: lime.sampleCount,
      populationSize: lime.sampleCount,
      exact: false,
    },
    table: {
      columns: [
        textColumn('Condition'),
        numberColumn('Weight'),
        numberColumn('Deviation'),
        numberColumn('Share of repeats in the first five'),
      ],
      rows: lime.weights.map(({ condition, weight, deviation, topShare }) => [
        condition,
        weight,
        deviation,
        topShare,
      ]),
    },
    size: { width: 720, height: Math.max(220, 90 + weights.length * 32) },
  };
}
