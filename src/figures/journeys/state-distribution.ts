// What people of a segment do as their first, second, third event; white is who has none left.
import type { JourneysResult } from '#shared/results/journeys-result';
import { linearAxis } from '../axis.ts';
import type { Figure, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { shareText } from '../number-text.ts';
import { axisNumber } from '../panels.ts';
import { template } from '../template.ts';
import {
  allJourneys,
  keyAbove,
  kindKeys,
  kindLooks,
  panelAxes,
  panelMargin,
  panelName,
  segmentPanels,
  type JourneyLook,
  type KindLook,
} from './journeys-looks.ts';

const panelHeight = 150;
/** Steps after which nearly everybody has ended are not drawn. */
const leastLeft = 0.02;

type Shares = (look: JourneyLook, step: number, kind: number) => number;

function sharesOf({ kinds }: JourneysResult): Shares {
  const width = kinds.length + 1;
  return ({ segment }, step, kind) => segment.stateDistribution[step * width + kind] ?? 0;
}

function stepCountOf({ kinds, segments }: JourneysResult): number {
  const width = kinds.length + 1;
  const left = segments.map(({ stateDistribution }) =>
    stateDistribution
      .filter((_, i) => i % width === kinds.length)
      .findIndex((ended) => ended > 1 - leastLeft),
  );
  const all = (segments[0]?.stateDistribution.length ?? width) / width;
  return Math.max(2, ...left.map((step) => (step < 0 ? all : step)));
}

function barsOf(
  look: JourneyLook,
  kind: KindLook,
  steps: number,
  shares: Shares,
  panel: number,
): Trace {
  // An empty bar is a node of the page all the same.
  const bars = Array.from({ length: steps }, (_, step) => ({
    step,
    share: kind.kinds.reduce((sum, own) => sum + shares(look, step, own), 0),
  })).filter(({ share }) => share > 0);
  return {
    type: 'bar',
    name: kind.label,
    showlegend: false,
    x: bars.map(({ step }) => step + 1),
    y: bars.map(({ share }) => share * 100),
    marker: { color: kind.colour, line: { width: 0 } },
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
    hovertext: bars.map(
      ({ step, share }) =>
        `event ${step + 1}: <b>${kind.label}</b><br>${shareText(share)} of people`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function tableOf(
  result: JourneysResult,
  looks: readonly JourneyLook[],
  steps: number,
  shares: Shares,
): NumbersTable {
  return {
    columns: [
      textColumn('Segment'),
      numberColumn('Event'),
      ...result.kinds.map((kind) => numberColumn(kind)),
      numberColumn('Journey has ended'),
    ],
    rows: looks.flatMap((look) =>
      Array.from({ length: steps }, (_, step) => [
        look.name,
        step + 1,
        ...result.kinds.map((_kind, kind) => shares(look, step, kind)),
        shares(look, step, result.kinds.length),
      ]),
    ),
  };
}

function describe(
  looks: readonly JourneyLook[],
  kinds: readonly KindLook[],
  shares: Shares,
): string {
  const first = looks.map((look) => {
    const own = kinds.map(({ kinds: indices }) =>
      indices.reduce((sum, kind) => sum + shares(look, 0, kind), 0),
    );
    const most = own.indexOf(Math.max(...own));
    return `${look.name}: ${kinds[most]?.name ?? ''} (${shareText(own[most] ?? 0)})`;
  });
  return `Shares of events by their place in the journey, by segment. The commonest first event: ${first.join('; ')}.`;
}

export function stateDistribution(
  result: JourneysResult,
  looks: readonly JourneyLook[],
  theme: Theme,
): Figure {
  const kinds = kindLooks(result.kinds);
  const shares = sharesOf(result);
  const steps = stepCountOf(result);
  const grid = segmentPanels(looks.length, panelHeight, kinds);
  return {
    data: [
      ...looks.flatMap((look, panel) =>
        kinds.map((kind) => barsOf(look, kind, steps, shares, panel)),
      ),
      ...kindKeys(kinds, theme),
    ],
    layout: {
      template: template(theme),
      barmode: 'stack',
      bargap: 0,
      margin: panelMargin(grid),
      showlegend: true,
      legend: keyAbove(grid),
      ...panelAxes(
        grid,
        (isLowest) =>
          linearAxis(isLowest ? 'Event of the journey' : '', {
            range: [0.5, steps + 0.5],
            showgrid: false,
            fixedrange: true,
            nticks: 8,
          }),
        () => ({ ticksuffix: ' %', range: [0, 100], dtick: 50, fixedrange: true, showgrid: false }),
      ),
      annotations: looks.flatMap((look, panel) => {
        const place = grid.panels[panel];
        return place ? [panelName(place, look, theme)] : [];
      }),
    },
    description: describe(looks, kinds, shares),
    method: {
      text: 'Of all people of the segment, the share whose first, second, third event is of each kind. Where nothing is drawn, the journey has ended: a column is as high as the share of people who got so far.',
      ...allJourneys(result),
    },
    table: tableOf(result, looks, steps, shares),
    size: { width: 720, height: grid.height },
  };
}
