// One feature of the model: the data as they are, and what each state expects of them.
import type { EmissionPictureResult } from '#shared/results/states-picture-result';
import type { StatesFeature, StatesResult } from '#shared/results/states-result';
import { percentAxis } from '../axis.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { numberText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { allRows, legendHeight, type StateLook } from './states-looks.ts';

type Continuous = Extract<EmissionPictureResult, { kind: 'continuous' }>;
type Discrete = Exclude<EmissionPictureResult, { kind: 'continuous' }>;

const legend: Layout = {
  orientation: 'h',
  x: 0,
  y: 1,
  xanchor: 'left',
  yanchor: 'bottom',
  traceorder: 'normal',
};

const quarters = [0, 0.25, 0.5, 0.75, 1];
const percentTicks: Layout = { tickvals: quarters, ticktext: quarters.map(shareText) };

function axisTitle({ label, unit, kind }: StatesFeature): string {
  const said =
    kind === 'count' || unit.many === '' || label.toLowerCase().includes(unit.many.toLowerCase());
  return escapeText(said ? label : `${label} (${unit.many})`);
}

/** The bars of the data; one that holds a value which many rows share would hide all else. */
function histogramTrace(picture: Continuous, ceiling: number, theme: Theme): Trace {
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

function densityTrace(picture: Continuous, look: StateLook, ceiling: number): Trace {
  const density = picture.densities[look.segment.index] ?? [];
  return {
    type: 'scatter',
    mode: 'lines',
    name: look.label,
    showlegend: true,
    x: picture.grid,
    y: density.map((value) => Math.min(value * look.segment.rowShare, ceiling * 1.2)),
    line: { color: look.colour, width: 2.5 },
    hovertemplate: `<b>${look.label}</b><br>%{x:,.3~g}<extra></extra>`,
  };
}

/** Lines are what is to be seen: bars that are much higher are cut. */
function ceilingOf(picture: Continuous, looks: readonly StateLook[]): number {
  const curves = looks.flatMap(({ segment }) =>
    (picture.densities[segment.index] ?? []).map((density) => density * segment.rowShare),
  );
  const [bar, curve] = [Math.max(0, ...picture.observed), Math.max(0, ...curves)];
  return Math.max(curve, Math.min(bar, curve * 3)) || 1;
}

function continuousFigure(
  picture: Continuous,
  feature: StatesFeature,
  looks: readonly StateLook[],
  theme: Theme,
): Pick<Figure, 'data' | 'layout' | 'size'> {
  const ceiling = ceilingOf(picture, looks);
  const cut = picture.observed.some((density) => density > ceiling);
  return {
    data: [
      histogramTrace(picture, ceiling, theme),
      ...looks.map((look) => densityTrace(picture, look, ceiling)),
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: legendHeight(looks.length + 1), b: 16 },
      bargap: 0,
      showlegend: true,
      legend,
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
    size: { width: 720, height: 270 + legendHeight(looks.length + 1) },
  };
}

/** A flag: how likely yes is in every state, against all rows. */
function binaryFigure(
  picture: Discrete,
  feature: StatesFeature,
  looks: readonly StateLook[],
  theme: Theme,
): Pick<Figure, 'data' | 'layout' | 'size'> {
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

function countFigure(
  picture: Discrete,
  feature: StatesFeature,
  looks: readonly StateLook[],
  theme: Theme,
): Pick<Figure, 'data' | 'layout' | 'size'> {
  const ink = inkOf(theme);
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
        name: look.label,
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
      margin: { l: 16, r: 16, t: legendHeight(looks.length + 1), b: 16 },
      showlegend: true,
      legend,
      xaxis: { title: { text: axisTitle(feature) } },
      yaxis: percentAxis('Share of all rows', { rangemode: 'tozero' }),
    },
    size: { width: 720, height: 270 + legendHeight(looks.length + 1) },
  };
}

function tableOf(picture: EmissionPictureResult, looks: readonly StateLook[]): NumbersTable {
  if (picture.kind === 'continuous')
    return {
      columns: [
        numberColumn('Value'),
        ...looks.map(({ name }) => numberColumn(`${name}, density`)),
      ],
      rows: picture.grid.map((value, i) => [
        value,
        ...looks.map(({ segment }) => picture.densities[segment.index]?.[i] ?? null),
      ]),
    };
  return {
    columns: [
      picture.kind === 'binary' ? textColumn('Value') : numberColumn('Value'),
      numberColumn('All rows, share'),
      ...looks.map(({ name }) => numberColumn(`${name}, probability`)),
    ],
    rows: picture.observed.map((share, value) => [
      picture.kind === 'binary' ? (value === 1 ? 'yes' : 'no') : value,
      share,
      ...looks.map(({ segment }) => picture.probabilities[segment.index]?.[value] ?? null),
    ]),
  };
}

function peakText(picture: EmissionPictureResult, feature: StatesFeature, look: StateLook): string {
  if (picture.kind !== 'continuous') {
    const own = picture.probabilities[look.segment.index] ?? [];
    if (picture.kind === 'binary') return `yes ${shareText(own[1] ?? 0)}`;
    return `most often ${own.indexOf(Math.max(...own))}`;
  }
  const own = picture.densities[look.segment.index] ?? [];
  const peak = picture.grid[own.indexOf(Math.max(...own))] ?? 0;
  return `highest at ${feature.isShare ? shareText(peak) : numberText(peak)}`;
}

const drawn = { continuous: continuousFigure, binary: binaryFigure, count: countFigure };

export function emissionDensities(
  picture: EmissionPictureResult,
  feature: StatesFeature,
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const figure =
    picture.kind === 'continuous'
      ? drawn.continuous(picture, feature, looks, theme)
      : drawn[picture.kind](picture, feature, looks, theme);
  return {
    ...figure,
    description: `${feature.label} in every state. ${looks
      .map((look) => `${look.name}: ${peakText(picture, feature, look)}`)
      .join('; ')}.`,
    method: {
      text:
        picture.kind === 'binary'
          ? `${feature.definition} The bars are the probabilities of the fitted model, the dashed line is the share in all rows.`
          : `${feature.definition} Bars: all rows. Lines: what the fitted model expects of each state, times the share of the state, so that the lines add up to the bars where the model fits.`,
      formula:
        picture.kind === 'continuous'
          ? 'share of the state × density of its normal distribution, back in own units'
          : 'share of the state × probability of the value in it',
      ...allRows(result),
    },
    table: tableOf(picture, looks),
  };
}
