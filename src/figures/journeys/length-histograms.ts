// How many events journeys have, segment by segment: length is what confounds them the most.
import type { JourneysResult } from '#shared/results/journeys-result';
import { linearAxis } from '../axis.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { numberText, peopleText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber } from '../panels.ts';
import { template } from '../template.ts';
import {
  allJourneys,
  panelAxes,
  panelMargin,
  panelName,
  segmentPanels,
  type JourneyLook,
} from './journeys-looks.ts';

const panelHeight = 110;

interface Bin {
  low: number;
  high: number;
  count: number;
}

function binsOf({ segment }: JourneyLook): Bin[] {
  const { edges, personCount } = segment.lengths;
  return personCount.map((count, i) => ({
    low: edges[i] ?? 0,
    high: (edges[i + 1] ?? 1) - 1,
    count,
  }));
}

const binText = ({ low, high }: Bin): string =>
  low === high ? `${low} ${low === 1 ? 'event' : 'events'}` : `${low} to ${high} events`;

function barsOf(look: JourneyLook, panel: number, theme: Theme): Trace {
  const bins = binsOf(look);
  return {
    type: 'bar',
    x: bins.map(({ low, high }) => (low + high) / 2),
    y: bins.map(({ count }) => count),
    width: bins.map(({ low, high }) => high - low + 1),
    marker: { color: look.colour, line: { width: 0.5, color: inkOf(theme).surface } },
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
    hovertext: bins.map((bin) => `${binText(bin)}<br>${peopleText(bin.count)}`),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

export function lengthHistograms(
  result: JourneysResult,
  looks: readonly JourneyLook[],
  theme: Theme,
): Figure {
  const grid = segmentPanels(looks.length, panelHeight);
  const last = Math.max(2, ...looks.map(({ segment }) => segment.lengths.edges.at(-1) ?? 2));
  return {
    data: looks.map((look, panel) => barsOf(look, panel, theme)),
    layout: {
      template: template(theme),
      bargap: 0,
      margin: panelMargin(grid),
      ...panelAxes(
        grid,
        (isLowest) =>
          linearAxis(isLowest ? 'Events in the journey' : '', {
            range: [0.5, last - 0.5],
            showgrid: false,
            nticks: 8,
            fixedrange: true,
          }),
        (isLeft) =>
          linearAxis(isLeft ? 'People' : '', { nticks: 4, fixedrange: true, rangemode: 'tozero' }),
      ),
      annotations: looks.flatMap((look, panel) => {
        const place = grid.panels[panel];
        return place ? [panelName(place, look, theme)] : [];
      }),
    },
    description: `Lengths of journeys by segment. Mean number of events: ${looks
      .map(({ name, segment }) => `${name} ${numberText(segment.row.length?.mean ?? 0)}`)
      .join('; ')}.`,
    method: {
      text: 'Events of every journey after the cut to the longest length. Where segments differ by length alone, the encoder has learnt to count.',
      ...allJourneys(result),
    },
    table: {
      columns: [textColumn('Segment'), textColumn('Events'), numberColumn('People')],
      rows: looks.flatMap((look) =>
        binsOf(look).map((bin) => [look.name, binText(bin), bin.count]),
      ),
    },
    size: { width: 720, height: grid.height },
  };
}
