// Probabilities of one person before and after values were moved.
import type { WhatIf } from '#shared/results/explain/person-explanation';
import { percentAxis } from '../axis.ts';
import type { Figure, Theme } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import type { ExplainLook } from './explain-parts.ts';

export function whatIfBars(
  { probabilities, probabilitiesBefore }: Pick<WhatIf, 'probabilities' | 'probabilitiesBefore'>,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const now = looks.map(({ segment }) => probabilities[segment.index] ?? 0);
  const before = looks.map(({ segment }) => probabilitiesBefore[segment.index] ?? 0);
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        x: now.map((value) => value * 100),
        y: looks.map((_, row) => row),
        width: 0.62,
        marker: {
          color: looks.map(({ colour }) => colour),
          line: { color: ink.outline, width: 1 },
        },
        text: now.map(shareText),
        textposition: 'outside',
        textfont: { size: 12, color: ink.text },
        cliponaxis: false,
        hovertext: looks.map(
          ({ label }, i) =>
            `<b>${label}</b><br>${shareText(now[i] ?? 0)}, before ${shareText(before[i] ?? 0)}`,
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 8, b: 16 },
      xaxis: percentAxis('Probability; the line is before', {
        range: [0, 116],
        tickvals: [0, 25, 50, 75, 100],
        ticktext: ['0 %', '25 %', '50 %', '75 %', '100 %'],
        fixedrange: true,
      }),
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name, 18)),
        theme,
      ),
      shapes: before.map((value, row) => ({
        type: 'line',
        x0: value * 100,
        x1: value * 100,
        y0: row - 0.42,
        y1: row + 0.42,
        line: { color: ink.text, width: 2.5 },
      })),
    },
    description: `Probabilities after the changes. ${looks
      .map(
        ({ name }, i) => `${name}: ${shareText(now[i] ?? 0)}, before ${shareText(before[i] ?? 0)}`,
      )
      .join('; ')}.`,
    method: {
      text: "The chosen model's probabilities with the values as they are set. It says how the model would judge such a person, not what would happen if the person changed.",
      sampleSize: 1,
      populationSize: 1,
      exact: true,
    },
    table: {
      columns: [textColumn('Segment'), numberColumn('Before'), numberColumn('Now')],
      rows: looks.map(({ name }, i) => [name, before[i] ?? 0, now[i] ?? 0]),
    },
    size: { width: 480, height: Math.max(160, 70 + looks.length * 34) },
  };
}
