// How busy people are, and from where on they are suspected to be robots.
import type { QualityReport } from '#shared/data/quality-report';
import { logAxis } from './axis.ts';
import { withOpacity } from './colour.ts';
import { drawnBins } from './drawn-bins.ts';
import type { DrawnBin } from './drawn-bins.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { markedLine, numberColumn, textColumn } from './figure-parts.ts';
import { logPosition } from './log-scale.ts';
import { countText, peopleText, shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { template } from './template.ts';

const treatmentText: Record<QualityReport['robots']['treatment'], string> = {
  keep: 'kept',
  cap: 'capped',
  'leave-out': 'left out',
};

interface EventBin extends DrawnBin {
  count: number;
}

function barsOf(bins: readonly EventBin[], threshold: number, theme: Theme): Trace {
  const ink = inkOf(theme);
  return {
    type: 'bar',
    x: bins.map(({ low, high }) => (logPosition(low) + logPosition(high)) / 2),
    y: bins.map(({ count }) => logPosition(count)),
    width: bins.map(({ low, high }) => Math.max(1e-3, logPosition(high) - logPosition(low))),
    marker: {
      color: bins.map(({ low }) => (low >= threshold ? ink.warning : ink.accent)),
      line: { width: 0.5, color: ink.surface },
    },
    hovertext: bins.map(({ text, count }) => `${text} events<br>${peopleText(count)}`),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** Everything from the threshold to beyond the right end. */
function robotsGround(from: number, to: number, theme: Theme): Layout {
  return {
    type: 'rect',
    layer: 'below',
    xref: 'x',
    x0: from,
    x1: to,
    yref: 'paper',
    y0: 0,
    y1: 1,
    fillcolor: withOpacity(inkOf(theme).warning, 0.14),
    line: { width: 0 },
  };
}

function robotsText({ count, eventShare, treatment }: QualityReport['robots']): string {
  if (count === 0) return 'nobody above';
  return `${peopleText(count)} above, ${shareText(eventShare)} of events: ${treatmentText[treatment]}`;
}

export function eventsPerPerson(report: QualityReport, theme: Theme): Figure {
  const { eventsPerPerson: histogram, robots, personCount } = report;
  const bins = drawnBins(histogram.edges, histogram.counts).map((bin): EventBin => ({
    ...bin,
    count: histogram.counts[bin.place] ?? 0,
  }));
  const low = bins[0]?.low ?? 0;
  const high = Math.max(bins.at(-1)?.high ?? 1, robots.threshold);
  const fullest = Math.max(1, ...bins.map(({ count }) => count));
  const place = logPosition(robots.threshold);
  const side = place > (logPosition(low) + logPosition(high)) / 2 ? 'right' : 'left';
  const mark = markedLine(
    place,
    `<b>Suspected robots: more than ${countText(robots.threshold)} events</b><br>${robotsText(robots)}`,
    inkOf(theme).warning,
    { xanchor: side, align: side },
  );
  return {
    data: [barsOf(bins, robots.threshold, theme)],
    layout: {
      template: template(theme),
      bargap: 0,
      margin: { l: 16, r: 16, t: 48, b: 16 },
      xaxis: logAxis({ label: 'Events per person', unit: 'events' }, low, high),
      yaxis: logAxis({ label: 'People', unit: '' }, 0, fullest, { showgrid: true }),
      shapes: [robotsGround(place, 2 * logPosition(high), theme), mark.shape],
      annotations: [mark.annotation],
    },
    description: `Events per person of ${peopleText(personCount)}. Suspected robots have more than ${countText(robots.threshold)} events: ${robotsText(robots)}.`,
    method: {
      text: 'Events are counted for every person. Both axes are logarithmic, so that the few at the far end can be seen. The threshold is the percentile chosen in the settings.',
      sampleSize: personCount,
      populationSize: personCount,
      exact: true,
    },
    table: {
      columns: [textColumn('Events'), numberColumn('People')],
      rows: bins.map(({ text, count }) => [text, count]),
    },
    size: { width: 720, height: 340 },
  };
}
