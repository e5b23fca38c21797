// A feature of numbers: the bars of the data, and the density that every state expects.
import type { StatesFeature } from '#shared/results/states-result';
import type { Layout, Theme, Trace } from '../figure.ts';
import { numberText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import {
  axisTitle,
  emissionLegend,
  emissionRoom,
  legendName,
  type ContinuousPicture,
  type Drawn,
} from './emission-parts.ts';
import type { StateLook } from './states-looks.ts';

const quarters = [0, 0.25, 0.5, 0.75, 1];
const percentTicks: Layout = { tickvals: quarters, ticktext: quarters.map(shareText) };

/** The bars of the data; one that holds a value which many rows share would hide all else. */
function histogramTrace(picture: ContinuousPicture, ceiling: number, theme: Theme): Trace {
  const ink = inkOf(theme);
  const { edges, counts } = picture.histogram;
  const bins = counts.map((count, i) => {
    const [low, high] = [edges[i] ?? 0, edges[i + 1] ?? 0];
    return { low, high, count, density: picture.observed[i] ?? 0 };
  });
  return {
    type: 'bar',
    name: 'all rows',
    showlegend: true,
    x: bins.map(({ low, high }) => (low + high) / 2),
    y: bins.map(({ density }) => Math.min(density, ceiling)),
    width: bins.map(({ low, high }) => high - low),
    marker: { color: ink.grid, line: { color: ink.context, width: 1 } },
    hovertext: bins.map(
      ({ low, high, count }) =>
        `${numberText(low)} to ${numberText(high)}<br>${numberText(count)} rows`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function densityTrace(picture: ContinuousPicture, look: StateLook, ceiling: number): Trace {
  const density = picture.densities[look.segment.index] ?? [];
  return {
    type: 'scatter',
    mode: 'lines',
    name: legendName(look),
    showlegend: true,
    x: picture.grid,
    y: density.map((value) => Math.min(value * look.segment.rowShare, ceiling * 1.2)),
    line: { color: look.colour, width: 2.5 },
    hovertemplate: `<b>${look.label}</b><br>%{x:,.3~g}<extra></extra>`,
  };
}

/** Lines are what is to be seen: bars that are much higher are cut. */
function ceilingOf(picture: ContinuousPicture, looks: readonly StateLook[]): number {
  const curves = looks.flatMap(({ segment }) =>
    (picture.densities[segment.index] ?? []).map((density) => density * segment.rowShare),
  );
  const [bar, curve] = [Math.max(0, ...picture.observed), Math.max(0, ...curves)];
  return Math.max(curve, Math.min(bar, curve * 3)) || 1;
}

export function continuousEmission(
  picture: ContinuousPicture,
  feature: StatesFeature,
  looks: readonly StateLook[],
  theme: Theme,
): Drawn {
  const ceiling = ceilingOf(picture, looks);
  const room = emissionRoom(looks.length);
  const cut = picture.observed.some((density) => density > ceiling);
  return {
    data: [
      histogramTrace(picture, ceiling, theme),
      ...looks.map((look) => densityTrace(picture, look, ceiling)),
    ],
    layout: {
      template: template(theme),
      margin: room.margin,
      bargap: 0,
      showlegend: true,
      legend: emissionLegend,
      xaxis: { title: { text: axisTitle(feature) }, ...(feature.isShare ? percentTicks : {}) },
      yaxis: {
        title: { text: 'Density' },
        showticklabels: false,
        ticks: '',
        range: [0, ceiling * 1.05],
        fixedrange: true,
      },
      annotations: cut
        ? [
            {
              xref: 'paper',
              yref: 'paper',
              x: 1,
              y: 1,
              xanchor: 'right',
              yanchor: 'top',
              text: 'the highest bars go on above',
            },
          ]
        : [],
    },
    size: room.size,
  };
}
