// A feature that counts: the share of the rows with every number, and what every state expects.
import type { StatesFeature } from '#shared/results/states-result';
import { percentAxis } from '../axis.ts';
import type { Theme, Trace } from '../figure.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import {
  axisTitle,
  emissionLegend,
  emissionRoom,
  legendName,
  type DiscretePicture,
  type Drawn,
} from './emission-parts.ts';
import type { StateLook } from './states-looks.ts';

export function countEmission(
  picture: DiscretePicture,
  feature: StatesFeature,
  looks: readonly StateLook[],
  theme: Theme,
): Drawn {
  const ink = inkOf(theme);
  const room = emissionRoom(looks.length);
  const places = picture.observed.map((_, value) => value);
  return {
    data: [
      {
        type: 'bar',
        name: 'all rows',
        showlegend: true,
        x: places,
        y: picture.observed.map((share) => share * 100),
        marker: { color: ink.grid, line: { color: ink.context, width: 1 } },
        hovertemplate: '%{x}: %{y:.1f} % of all rows<extra></extra>',
      },
      ...looks.map((look): Trace => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: legendName(look),
        showlegend: true,
        x: places,
        y: places.map(
          (value) =>
            (picture.probabilities[look.segment.index]?.[value] ?? 0) * look.segment.rowShare * 100,
        ),
        line: { color: look.colour, width: 2 },
        marker: { color: look.colour, size: 6, line: { color: ink.outline, width: 1 } },
        hovertemplate: `<b>${look.label}</b><br>%{x}: %{y:.1f} % of all rows<extra></extra>`,
      })),
    ],
    layout: {
      template: template(theme),
      margin: room.margin,
      showlegend: true,
      legend: emissionLegend,
      xaxis: { title: { text: axisTitle(feature) } },
      yaxis: percentAxis('Share of all rows', { rangemode: 'tozero' }),
    },
    size: room.size,
  };
}
