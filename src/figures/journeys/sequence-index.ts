// Journeys one below the other, a line a person, an event a cell: what happened first, second, third.
import type { JourneysResult } from '#shared/results/journeys-result';
import { linearAxis } from '../axis.ts';
import type { Figure, Json, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { countText, shareText } from '../number-text.ts';
import { axisNumber } from '../panels.ts';
import { template } from '../template.ts';
import {
  bareAxis,
  keyAbove,
  kindKeys,
  kindLooks,
  panelAxes,
  panelMargin,
  panelName,
  placesOfKinds,
  segmentPanels,
  type JourneyLook,
  type KindLook,
} from './journeys-looks.ts';

type Journeys = JourneysResult['sequenceIndex'][number]['journeys'];

/** Later events are seen on the state distribution no better: nearly nobody has so many. */
const mostSteps = 60;
const panelHeight = 190;

/** Steps that at least one journey in twenty has, so that one long journey does not flatten the rest. */
export function shownSteps(result: JourneysResult): number {
  const lengths = result.sequenceIndex
    .flatMap(({ journeys }) => journeys.map(({ kinds }) => kinds.length))
    .sort((a, b) => a - b);
  const typical = lengths[Math.floor(lengths.length * 0.99)] ?? 1;
  return Math.max(2, Math.min(mostSteps, typical));
}

/** Equal stretches of the scale, one a kind. */
function kindScale(looks: readonly KindLook[]): Json {
  return looks.flatMap(({ colour }, i) => [
    [i / looks.length, colour],
    [(i + 1) / looks.length, colour],
  ]);
}

function cellsOf(
  journeys: Journeys,
  steps: number,
  looks: readonly KindLook[],
  panel: number,
): Trace {
  const places = placesOfKinds(looks);
  const columns = Array.from({ length: steps }, (_, step) => step);
  const placeAt = ({ kinds }: Journeys[number], step: number): number | null => {
    const kind = kinds[step];
    return kind === undefined ? null : (places[kind] ?? null);
  };
  return {
    type: 'heatmap',
    x: columns.map((step) => step + 1),
    y: journeys.map((_, row) => row),
    z: journeys.map((journey) => columns.map((step) => placeAt(journey, step))),
    text: journeys.map((journey) =>
      columns.map((step) => looks[placeAt(journey, step) ?? -1]?.label ?? ''),
    ),
    zmin: -0.5,
    zmax: looks.length - 0.5,
    colorscale: kindScale(looks),
    showscale: false,
    // With a gap every cell is drawn by itself, sharp in every program that reads the file.
    xgap: 1,
    hoverongaps: false,
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
    hovertemplate: 'event %{x}: <b>%{text}</b><extra></extra>',
  };
}

/** The commonest first event of a segment, for those who do not see the picture. */
function firstEvents(journeys: Journeys, looks: readonly KindLook[]): string {
  const places = placesOfKinds(looks);
  const counts = looks.map(() => 0);
  for (const { kinds } of journeys) {
    const place = places[kinds[0] ?? -1];
    if (place !== undefined) counts[place] = (counts[place] ?? 0) + 1;
  }
  const most = counts.indexOf(Math.max(0, ...counts));
  const share = (counts[most] ?? 0) / Math.max(1, journeys.length);
  return `${shareText(share)} begin with ${looks[most]?.name ?? ''}`;
}

export function sequenceIndex(
  result: JourneysResult,
  looks: readonly JourneyLook[],
  theme: Theme,
): Figure {
  const kinds = kindLooks(result.kinds);
  const steps = shownSteps(result);
  const blocks = looks.flatMap((look) => {
    const found = result.sequenceIndex.find(({ segment }) => segment === look.segment.index);
    return found && found.journeys.length > 0 ? [{ look, ...found }] : [];
  });
  const grid = segmentPanels(blocks.length, panelHeight, kinds);
  const drawn = blocks.reduce((sum, { journeys }) => sum + journeys.length, 0);
  const people = blocks.reduce((sum, { personCount }) => sum + personCount, 0);
  const panelRows = (panel: number): number => blocks[panel]?.journeys.length ?? 1;
  const axes = panelAxes(
    grid,
    (isLowest) =>
      linearAxis(isLowest ? 'Event of the journey' : '', {
        range: [0.5, steps + 0.5],
        showgrid: false,
        fixedrange: true,
        nticks: 8,
      }),
    () => bareAxis,
  );
  const ranges = Object.fromEntries(
    grid.panels.map((_, panel) => {
      const key = `yaxis${axisNumber(panel)}`;
      return [key, { ...(axes[key] ?? {}), range: [panelRows(panel) - 0.5, -0.5] }];
    }),
  );
  return {
    data: [
      ...blocks.map(({ journeys }, panel) => cellsOf(journeys, steps, kinds, panel)),
      ...kindKeys(kinds, theme),
    ],
    layout: {
      template: template(theme),
      margin: { ...panelMargin(grid), l: 16 },
      showlegend: true,
      legend: keyAbove(grid),
      ...axes,
      ...ranges,
      annotations: blocks.flatMap(({ look }, panel) => {
        const place = grid.panels[panel];
        return place ? [panelName(place, look, theme)] : [];
      }),
    },
    description: `Journeys of every segment, a line a person, sorted from the first event on. ${blocks
      .map(({ look, journeys }) => `${look.name}: ${firstEvents(journeys, kinds)}`)
      .join('; ')}.`,
    method: {
      text: `Each line is a person, each cell an event in its colour, from the first to the last; pauses are not shown. Lines are sorted by their events from the first on; of large segments every so manieth line is drawn, so that proportions stay. The first ${countText(steps)} events are shown.`,
      sampleSize: drawn,
      populationSize: Math.max(people, drawn),
      exact: drawn === people,
    },
    table: {
      columns: [textColumn('Segment'), numberColumn('Line'), textColumn('Events')],
      rows: blocks.flatMap(({ look, journeys }) =>
        journeys.map(({ kinds: own }, row) => [
          look.name,
          row + 1,
          own.map((kind) => result.kinds[kind] ?? '').join(', '),
        ]),
      ),
    },
    size: { width: 720, height: grid.height },
  };
}
