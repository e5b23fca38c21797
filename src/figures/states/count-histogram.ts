// People by one number: how often they change the state, how sure their states are, how long they stay.
import type { Histogram } from '#shared/data/quality-report';
import { linearAxis } from '../axis.ts';
import { drawnBins } from '../drawn-bins.ts';
import type { Figure, Method, Theme } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { numberText, peopleText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';

export interface CountHistogramInput {
  histogram: Histogram;
  title: string;
  /** Said of the whole, before the numbers. */
  lead: string;
  method: Method;
}

export function countHistogram(
  { histogram, title, lead, method }: CountHistogramInput,
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const bins = drawnBins(histogram.edges, histogram.counts).map((bin) => ({
    ...bin,
    count: histogram.counts[bin.place] ?? 0,
  }));
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const most = bins.reduce((best, bin) => (bin.count > best.count ? bin : best), {
    count: 0,
    text: '',
  });
  return {
    data: [
      {
        type: 'bar',
        x: bins.map(({ low, high }) => (low + high) / 2),
        y: bins.map(({ count }) => count),
        width: bins.map(({ low, high }) => high - low),
        marker: { color: ink.context, line: { color: ink.surface, width: 1 } },
        hovertext: bins.map(
          ({ text, count }) =>
            `${text}<br>${peopleText(count)}, ${shareText(count / (total || 1))}`,
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 12, b: 16 },
      bargap: 0,
      xaxis: linearAxis(title, { showgrid: false }),
      yaxis: linearAxis('People', { rangemode: 'tozero', nticks: 6 }),
    },
    description: `${lead} Most people, ${numberText(most.count)}, lie at ${most.text}.`,
    method,
    table: {
      columns: [textColumn(title), numberColumn('People')],
      rows: bins.map(({ text, count }) => [text, count]),
    },
    size: { width: 720, height: 280 },
  };
}
