// The one template of all pictures: fonts, axes, grid, hover; for light and for dark.
import type { Figure, Json, Layout, Theme } from './figure.ts';
import { inkOf, segmentPalette } from './palette.ts';
import { escapeText } from './label-text.ts';

/** The system's own face, as in the window; unquoted, so that it survives in an SVG attribute. */
export const fontFamily =
  'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Noto Sans, Liberation Sans, Arial, sans-serif';

export const fontSize = 13;
export const smallFontSize = 12;

const clear = 'rgba(0,0,0,0)';

function axisTemplate(theme: Theme): Layout {
  const ink = inkOf(theme);
  return {
    automargin: true,
    gridcolor: ink.grid,
    linecolor: ink.axis,
    showline: true,
    zeroline: false,
    ticks: 'outside',
    ticklen: 4,
    tickcolor: ink.axis,
    tickfont: { size: smallFontSize, color: ink.muted },
    title: { font: { size: smallFontSize, color: ink.text }, standoff: 10 },
  };
}

function polarAxisTemplate(theme: Theme): Layout {
  const ink = inkOf(theme);
  return { gridcolor: ink.grid, linecolor: ink.grid, tickfont: { color: ink.muted, size: 11 } };
}

/** What every layout begins with. */
export function template(theme: Theme): Json {
  const ink = inkOf(theme);
  return {
    layout: {
      font: { family: fontFamily, size: fontSize, color: ink.text },
      paper_bgcolor: clear,
      plot_bgcolor: clear,
      colorway: [...segmentPalette],
      separators: '.,',
      hovermode: 'closest',
      dragmode: false,
      showlegend: false,
      bargap: 0.25,
      margin: { l: 16, r: 16, t: 16, b: 16, pad: 0 },
      xaxis: axisTemplate(theme),
      yaxis: axisTemplate(theme),
      polar: {
        bgcolor: clear,
        angularaxis: polarAxisTemplate(theme),
        radialaxis: polarAxisTemplate(theme),
      },
      annotationdefaults: { showarrow: false, font: { size: smallFontSize, color: ink.muted } },
      hoverlabel: {
        bgcolor: ink.surface,
        bordercolor: ink.axis,
        align: 'left',
        namelength: -1,
        font: { family: fontFamily, size: smallFontSize, color: ink.text },
      },
      legend: { font: { size: smallFontSize, color: ink.text }, itemsizing: 'constant' },
    },
  };
}

const titleHeight = 44;

/** The picture as it leaves the window: with its title and an opaque ground, to stand on its own. */
export function asSheet(figure: Figure, title: string, theme: Theme): Figure {
  const ink = inkOf(theme);
  const margin = figure.layout['margin'];
  const top =
    typeof margin === 'object' && margin !== null && 't' in margin && typeof margin.t === 'number'
      ? margin.t
      : 16;
  const height = figure.size.height + titleHeight;
  return {
    ...figure,
    size: { width: figure.size.width, height },
    layout: {
      ...figure.layout,
      ...legendBelowTitle(figure.layout['legend'], height),
      paper_bgcolor: ink.surface,
      margin: { ...(typeof margin === 'object' ? margin : {}), t: top + titleHeight },
      title: {
        text: escapeText(title),
        x: 0,
        xref: 'container',
        xanchor: 'left',
        y: 1,
        yref: 'container',
        yanchor: 'top',
        pad: { l: 16, t: 16 },
        font: { size: 16, color: ink.text },
      },
    },
  };
}

/** A legend above the picture would grow into the title: on a sheet it hangs from below the title. */
function legendBelowTitle(legend: Json | undefined, height: number): Layout {
  if (typeof legend !== 'object' || legend === null || !('y' in legend)) return {};
  if (typeof legend.y !== 'number' || legend.y < 1 || legend.yanchor !== 'bottom') return {};
  return {
    legend: { ...legend, yref: 'container', y: 1 - titleHeight / height, yanchor: 'top' },
  };
}
