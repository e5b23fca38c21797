// What the pictures of workflow Journeys share: how segments and kinds of events look, days, panels.
import type { JourneysResult, JourneysSegment } from '#shared/results/journeys-result';
import type { Layout, Method, Theme, Trace } from '../figure.ts';
import { escapeText, labelText, shorten } from '../label-text.ts';
import { peopleText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber, panelGrid, panelHeading, type Panel } from '../panels.ts';
import { segmentLooks, type SegmentLook, type SegmentNames } from '../segment-look.ts';
import { kindPalette, rareKindColour } from './kind-palette.ts';

export type JourneyLook = SegmentLook<JourneysSegment>;

/** People like no others are grey everywhere: they are no segment. */
export function journeyLooks(
  result: JourneysResult,
  names: SegmentNames,
  theme: Theme,
): JourneyLook[] {
  const grey = inkOf(theme).context;
  return segmentLooks(result, names).map((look) =>
    look.segment.byRule ? { ...look, colour: grey } : look,
  );
}

/** A kind of event in the pictures, or all those that are too rare for a colour of their own. */
export interface KindLook {
  name: string;
  /** Escaped, one line. */
  label: string;
  colour: string;
  /** Indices into the kinds of the result. */
  kinds: number[];
}

export function kindLooks(kinds: readonly string[]): KindLook[] {
  const all = kinds.map((_, kind) => kind);
  // One more than there are colours still fits: the last is alone in its colour.
  const own = kinds.length <= kindPalette.length + 1 ? kinds.length : kindPalette.length;
  const looks = all.slice(0, own).map((kind): KindLook => ({
    ...named(kinds[kind] ?? ''),
    colour: kindPalette[kind] ?? rareKindColour,
    kinds: [kind],
  }));
  const rest = all.slice(own);
  if (rest.length === 0) return looks;
  return [
    ...looks,
    { ...named(`${rest.length} rarer kinds`), colour: rareKindColour, kinds: rest },
  ];
}

function named(name: string): { name: string; label: string } {
  return { name, label: escapeText(shorten(name, 24)) };
}

/** By kind: its place in the looks. */
export function placesOfKinds(looks: readonly KindLook[]): number[] {
  const places: number[] = [];
  looks.forEach(({ kinds }, place) => kinds.forEach((kind) => (places[kind] = place)));
  return places;
}

/** A square for every kind, above the picture. */
export function kindKeys(looks: readonly KindLook[], theme: Theme): Trace[] {
  return looks.map(({ label, colour }) => ({
    type: 'scatter',
    mode: 'markers',
    x: [null],
    y: [null],
    name: label,
    showlegend: true,
    hoverinfo: 'skip',
    marker: {
      size: 11,
      symbol: 'square',
      color: colour,
      line: { width: 0.75, color: inkOf(theme).outline },
    },
  }));
}

/** Pixels that the key takes where it has the least width; its entries are all as wide as the longest. */
function keyHeightOf(looks: readonly KindLook[]): number {
  if (looks.length === 0) return 0;
  const widest = Math.max(...looks.map(({ name }) => 48 + Math.min(24, name.length) * 7.5));
  const columns = Math.max(1, Math.floor(650 / widest));
  return 10 + 22 * Math.ceil(looks.length / columns);
}

/** The key above the headings of panels, from the left. */
export function keyAbove({ plotHeight }: SegmentPanels): Layout {
  return {
    orientation: 'h',
    x: 0,
    xanchor: 'left',
    y: 1 + (headingHeight + 6) / plotHeight,
    yanchor: 'bottom',
    traceorder: 'normal',
    itemclick: false,
    itemdoubleclick: false,
  };
}

/** An axis that says nothing: rows without names, places without numbers. */
export const bareAxis: Layout = {
  showgrid: false,
  showline: false,
  showticklabels: false,
  ticks: '',
  fixedrange: true,
};

/** All persons of the run. */
export function allJourneys({
  sequences,
}: Pick<JourneysResult, 'sequences'>): Omit<Method, 'text'> {
  const { personCount } = sequences;
  return { sampleSize: personCount, populationSize: personCount, exact: true };
}

export interface SegmentPanels {
  panels: Panel[];
  columns: number;
  height: number;
  /** Pixels of all panels and the gaps between. */
  plotHeight: number;
  /** Pixels that the key of kinds and the first headings take. */
  top: number;
}

const headingHeight = 44;
const ticksHeight = 44;

/** A panel a segment, two to a row, with room for the key of kinds. */
export function segmentPanels(
  count: number,
  panelHeight: number,
  kinds: readonly KindLook[] = [],
): SegmentPanels {
  const columns = count > 1 ? 2 : 1;
  const rows = Math.max(1, Math.ceil(count / columns));
  const gap = headingHeight + ticksHeight;
  const plotHeight = rows * panelHeight + (rows - 1) * gap;
  const top = keyHeightOf(kinds) + headingHeight;
  return {
    panels: panelGrid(count, columns, 0.09, gap / plotHeight),
    columns,
    height: plotHeight + top + ticksHeight,
    plotHeight,
    top,
  };
}

/** The name of a segment and its size above a panel. */
export function panelName(panel: Panel, look: JourneyLook, theme: Theme): Layout {
  const name = labelText(look.name, 33, 2);
  const size = peopleText(look.segment.personCount);
  const mark = `<span style="color:${look.colour}">■</span>`;
  return panelHeading(panel, `${mark} <b>${name}</b>, ${size}`, inkOf(theme).text);
}

/** Axes of panels: `x` and `y` without place, which follows the panel. */
export function panelAxes(
  { panels, columns }: SegmentPanels,
  x: (isLowest: boolean) => Layout,
  y: (isLeft: boolean) => Layout,
): Record<string, Layout> {
  const axes = panels.flatMap((panel, i): [string, Layout][] => {
    const number = axisNumber(i);
    const isLowest = i >= panels.length - columns;
    return [
      [`xaxis${number}`, { ...x(isLowest), domain: panel.x, anchor: `y${number}` }],
      [`yaxis${number}`, { ...y(i % columns === 0), domain: panel.y, anchor: `x${number}` }],
    ];
  });
  return Object.fromEntries(axes);
}

/** The margin around panels: fixed, as measuring the labels of many panels takes long. */
export const panelMargin = ({ top }: SegmentPanels): Layout => ({ l: 48, r: 12, t: top, b: 44 });
