// A flag: how likely yes is in every state, against all rows.
import type { StatesFeature } from '#shared/results/states-result';
import { percentAxis } from '../axis.ts';
import type { Theme } from '../figure.ts';
import { rowAxis } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import type { DiscretePicture, Drawn } from './emission-parts.ts';
import type { StateLook } from './states-looks.ts';

export function binaryEmission(
  picture: DiscretePicture,
  feature: StatesFeature,
  looks: readonly StateLook[],
  theme: Theme,
): Drawn {
  const ink = inkOf(theme);
  const yes = looks.map(({ segment }) => picture.probabilities[segment.index]?.[1] ?? 0);
  const all = (picture.observed[1] ?? 0) * 100;
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        x: yes.map((share) => share * 100),
        y: looks.map((_, row) => row),
        width: 0.6,
        marker: {
          color: looks.map(({ colour }) => colour),
          line: { color: ink.outline, width: 1 },
        },
        text: yes.map(shareText),
        textposition: 'outside',
        textfont: { size: 12, color: ink.text },
        cliponaxis: false,
        hovertext: looks.map(({ label }, i) => `<b>${label}</b><br>yes ${shareText(yes[i] ?? 0)}`),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 48, t: 32, b: 16 },
      xaxis: percentAxis(`${escapeText(feature.label)}: yes`, { range: [0, 105], dtick: 25 }),
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name)),
        theme,
      ),
      shapes: [
        {
          type: 'line',
          x0: all,
          x1: all,
          yref: 'paper',
          y0: 0,
          y1: 1,
          layer: 'below',
          line: { color: ink.muted, width: 1.5, dash: 'dash' },
        },
      ],
      annotations: [
        {
          x: all,
          yref: 'paper',
          y: 1,
          yanchor: 'bottom',
          yshift: 4,
          xanchor: all > 80 ? 'right' : all < 15 ? 'left' : 'center',
          text: `all rows ${shareText(all / 100)}`,
        },
      ],
    },
    size: { width: 720, height: Math.max(200, 110 + looks.length * 34) },
  };
}
