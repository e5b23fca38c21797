// How busy people are, and from where on they are suspected to be robots.
import type { QualityReport } from '#shared/data/quality-report';
import { logAxis } from './axis.ts';
import { drawnBins } from './drawn-bins.ts';
import type { Figure, Theme } from './figure.ts';
import { logPosition } from './log-scale.ts';
import { countText, peopleText, shareText } from './number-text.ts';
import { withOpacity } from './colour.ts';
import { inkOf } from './palette.ts';
import { template } from './template.ts';

const treatmentText: Record<QualityReport['robots']['treatment'], string> = {
  keep: 'kept',
  cap: 'capped',
  'leave-out': 'left out',
};

export function eventsPerPerson(report: QualityReport, theme: Theme): Figure {
  const ink = inkOf(theme);
  const { eventsPerPerson: histogram, robots } = report;
  const bins = drawnBins(histogram.edges, histogram.counts).map((bin) => ({
    ...bin,
    count: histogram.counts[bin.place] ?? 0,
  }));
  const low = bins[0]?.low ?? 0;
  const high = Math.max(bins.at(-1)?.high ?? 1, robots.threshold);
  const fullest = Math.max(1, ...bins.map(({ count }) => count));
  const robotText =
    robots.count === 0
      ? 'nobody above'
      : `${peopleText(robots.count)} above, ${shareText(robots.eventShare)} of events: ${treatmentText[robots.treatment]}`;
  const place = logPosition(robots.threshold);
  const farRight = place > (logPosition(low) + logPosition(high)) / 2;
  return {
    data: [
      {
        type: 'bar',
        x: bins.map((bin) => (logPosition(bin.low) + logPosition(bin.high)) / 2),
        y: bins.map(({ count }) => logPosition(count)),
        width: bins.map((bin) => Math.max(1e-3, logPosition(bin.high) - logPosition(bin.low))),
        marker: {
          color: bins.map((bin) => (bin.low >= robots.threshold ? ink.warning : ink.accent)),
          line: { width: 0.5, color: ink.surface },
        },
        hovertext: bins.map((bin) => `${bin.text} events<br>${peopleText(bin.count)}`),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ],
    layout: {
      template: template(theme),
      bargap: 0,
      margin: { l: 16, r: 16, t: 48, b: 16 },
      xaxis: logAxis({ label: 'Events per person', unit: 'events' }, low, high),
      yaxis: logAxis({ label: 'People', unit: '' }, 0, fullest, { showgrid: true }),
      shapes: [
        {
          type: 'rect',
          layer: 'below',
          xref: 'x',
          x0: place,
          x1: 2 * logPosition(high),
          yref: 'paper',
          y0: 0,
          y1: 1,
          fillcolor: withOpacity(ink.warning, 0.14),
          line: { width: 0 },
        },
        {
          type: 'line',
          x0: place,
          x1: place,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { color: ink.warning, width: 1.5, dash: 'dash' },
        },
      ],
      annotations: [
        {
          x: place,
          yref: 'paper',
          y: 1,
          xanchor: farRight ? 'right' : 'left',
          yanchor: 'bottom',
          yshift: 4,
          align: farRight ? 'right' : 'left',
          text: `<b>Suspected robots: more than ${countText(robots.threshold)} events</b><br>${robotText}`,
          font: { size: 12, color: ink.warning },
        },
      ],
    },
    description: `Events per person of ${peopleText(report.personCount)}. Suspected robots have more than ${countText(robots.threshold)} events: ${robotText}.`,
    method: {
      text: 'Events are counted for every person. Both axes are logarithmic, so that the few at the far end can be seen. The threshold is the percentile chosen in the settings.',
      sampleSize: report.personCount,
      populationSize: report.personCount,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Events', kind: 'text' },
        { label: 'People', kind: 'number' },
      ],
      rows: bins.map(({ text, count }) => [text, count]),
    },
    size: { width: 720, height: 340 },
  };
}
