// People on a map of their encodings: near ones had similar journeys. Distances are not to scale.
import type { EncodingMap } from '#shared/results/journeys-result';
import { blend, withOpacity } from '../colour.ts';
import { drawDots, mostDots, rangeOf, type DotGroup } from '../dots.ts';
import type { Figure, Layout, NumbersTable, Theme } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { countText, peopleText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { extentOf, pick } from '../point-places.ts';
import { keyLegend, legendKey } from '../segment-look.ts';
import { spreadLabels } from '../spread-labels.ts';
import { template } from '../template.ts';

/** A group of points: a segment, a cluster of a radius that is being tried, or people in none. */
export interface MapGroup {
  /** As it stands in the labels of the points. */
  label: number;
  name: string;
  /** Escaped, one line. */
  shortName: string;
  colour: string;
  isNoise: boolean;
}

export interface EncodingMapInput {
  map: Pick<EncodingMap, 'method' | 'x' | 'y' | 'exact' | 'explained'>;
  /** By point: the label of its group. */
  labels: readonly number[];
  groups: readonly MapGroup[];
  personCount: number;
  /** False where the groups are named beside the map. */
  named?: boolean;
}

/** More groups than this are named in a legend. */
const mostDirectLabels = 6;
const height = 480;

const methodText = {
  pca: 'Principal components: the two directions in which the encodings differ the most.',
  umap: 'UMAP: people with similar encodings are drawn close together; sizes and gaps of the heaps mean nothing.',
} as const;

/** Every so manieth point, so that at most `most` remain. */
function thinned(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

function pointsOf(
  { map, labels }: EncodingMapInput,
  group: MapGroup,
  shown: readonly number[],
  theme: Theme,
): DotGroup {
  const ink = inkOf(theme);
  const rows = shown.filter((row) => labels[row] === group.label);
  const crowded = shown.length > 2000;
  const outline = { width: 0.5, colour: blend(ink.outline, group.colour, crowded ? 0.5 : 1) };
  return {
    x: pick(map.x, rows),
    y: pick(map.y, rows),
    colour: group.colour,
    size: group.isNoise ? 4 : crowded ? 5 : 7,
    opacity: group.isNoise ? 0.55 : 0.75,
    ...(group.isNoise ? {} : { outline }),
    trace: {
      name: group.shortName,
      hovertemplate: `<b>${group.shortName}</b><extra></extra>`,
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Towards the middle of the map near its edges, so that no name is cut off. */
function sideOf(x: number, { low, high }: { low: number; high: number }): string {
  const place = (x - low) / (high - low || 1);
  if (place < 0.15) return 'left';
  return place > 0.85 ? 'right' : 'center';
}

/** Names where the middle of each group is. */
function groupLabels({ map, labels, groups }: EncodingMapInput, theme: Theme): Layout[] {
  const ink = inkOf(theme);
  const named = groups
    .filter(({ isNoise }) => !isNoise)
    .map((group) => ({
      group,
      rows: labels.flatMap((label, row) => (label === group.label ? [row] : [])),
    }))
    .filter(({ rows }) => rows.length > 0);
  const { low, high } = extentOf(map.y);
  const across = extentOf(map.x);
  const places = spreadLabels(
    named.map(({ rows }) => median(pick(map.y, rows))),
    ((high - low) * 40) / (height - 60),
    low,
    high,
  );
  return named.map(({ group, rows }, i) => ({
    x: median(pick(map.x, rows)),
    xanchor: sideOf(median(pick(map.x, rows)), across),
    y: places[i] ?? 0,
    text: labelText(group.name, 24, 2),
    bgcolor: withOpacity(ink.surface, 0.88),
    bordercolor: group.colour,
    borderwidth: 1.5,
    borderpad: 2,
    font: { size: 12, color: ink.text },
  }));
}

function axisOf({ map }: EncodingMapInput, axis: 0 | 1): Layout {
  const { low, high } = extentOf(axis === 0 ? map.x : map.y);
  const room = (high - low) * 0.04 || 1;
  const share = map.explained?.[axis];
  const name = axis === 0 ? 'First' : 'Second';
  const title =
    share === undefined
      ? 'distances not to scale'
      : `${name} component (${shareText(share)} of the differences)`;
  return {
    title: { text: axis === 1 && share === undefined ? '' : title },
    range: [low - room, high + room],
    showticklabels: false,
    ticks: '',
    showgrid: false,
  };
}

function tableOf(input: EncodingMapInput): NumbersTable {
  const names = new Map(input.groups.map(({ label, name }) => [label, name]));
  return {
    columns: [textColumn('Segment'), numberColumn('Across'), numberColumn('Up')],
    rows: input.labels.map((label, row) => [
      names.get(label) ?? '',
      input.map.x[row] ?? null,
      input.map.y[row] ?? null,
    ]),
  };
}

function describe({ labels, groups, map }: EncodingMapInput): string {
  const counts = groups.map(({ label, name }) => {
    const count = labels.reduce((sum, own) => sum + (own === label ? 1 : 0), 0);
    return `${name}: ${countText(count)}`;
  });
  return `${peopleText(labels.length)} by ${map.method === 'pca' ? 'two principal components' : 'UMAP'} of their encodings, coloured by segment; distances are not to scale. ${counts.join('; ')}.`;
}

/** At most 20,000 points. */
export function encodingMap(input: EncodingMapInput, theme: Theme): Figure {
  const { map, labels, groups, personCount, named = true } = input;
  const shown = thinned(labels.length, mostDots);
  const isDirect = groups.filter(({ isNoise }) => !isNoise).length <= mostDirectLabels;
  const noise = groups.filter(({ isNoise }) => isNoise);
  const keys = !named ? [] : isDirect ? noise : groups;
  const ordered = [...noise, ...groups.filter(({ isNoise }) => !isNoise)];
  const left = labels.length - shown.length;
  const [x, y] = [axisOf(input, 0), axisOf(input, 1)];
  const { data, images } = drawDots(
    ordered.map((group) => pointsOf(input, group, shown, theme)),
    rangeOf(x),
    rangeOf(y),
  );
  return {
    data: [
      ...data,
      ...keys.map((key) =>
        legendKey({ label: key.shortName, colour: key.colour }, inkOf(theme).outline),
      ),
    ],
    layout: {
      template: template(theme),
      dragmode: 'zoom',
      margin: { l: 16, r: 16, t: keys.length > 0 ? 30 : 12, b: 16 },
      showlegend: keys.length > 0,
      legend: isDirect
        ? { ...keyLegend, orientation: 'h', x: 1, xanchor: 'right', y: 1, yanchor: 'bottom' }
        : { ...keyLegend, x: 1.01, xanchor: 'left', y: 1, yanchor: 'top' },
      xaxis: x,
      yaxis: y,
      images,
      annotations: named && isDirect ? groupLabels(input, theme) : [],
    },
    description: describe(input),
    method: {
      text: `${methodText[map.method]} Distances are not to scale: what is far apart here is different, but how far says nothing.${map.exact ? '' : ' A seeded sample of people.'}${left > 0 ? ` ${countText(left)} points are left out of this drawing, evenly.` : ''}`,
      sampleSize: shown.length,
      populationSize: Math.max(personCount, shown.length),
      exact: map.exact && left === 0,
    },
    table: tableOf(input),
    size: { width: 720, height },
  };
}
