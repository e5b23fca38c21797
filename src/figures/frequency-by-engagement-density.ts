// The same view for more people than points can show: cells take the colour of the segment that most
// of their people belong to, stronger where there are more of them.
import type { Grid, RfeResult } from '#shared/results/rfe-result';
import { logAxis } from './axis.ts';
import { featureMeasures } from './feature-measures.ts';
import type { Figure, Json, Theme } from './figure.ts';
import { asRows, columnCount, edgePair, edgePlaces, occupiedExtent } from './grid-cells.ts';
import { escapeText } from './label-text.ts';
import { medianLabels, mostDirectLabels } from './median-labels.ts';
import { numberText, peopleText, shareText } from './number-text.ts';
import { blend } from './colour.ts';
import { inkOf } from './palette.ts';
import { segmentsInWords } from './segments-in-words.ts';
import { legendKey } from './segment-look.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

const strengths = [0.35, 0.52, 0.68, 0.84, 1] as const;

interface CellOwner {
  /** Place in `looks` of the segment with most people in the cell. */
  owner: number;
  owned: number;
  total: number;
}

function ownersOf(
  result: RfeResult,
  looks: readonly SegmentLook[],
  cellCount: number,
): (CellOwner | null)[] {
  const gridOf = new Map(
    result.pictures.frequencyByEngagement.map(({ segment, grid }) => [segment, grid]),
  );
  return Array.from({ length: cellCount }, (_, cell) => {
    const counts = looks.map(({ segment }) => gridOf.get(segment.index)?.counts[cell] ?? 0);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return null;
    const owned = Math.max(...counts);
    return { owner: counts.indexOf(owned), owned, total };
  });
}

/** One step of the colour scale for every segment and strength, hard edges between them. */
function steppedScale(looks: readonly SegmentLook[], theme: Theme): Json {
  const ink = inkOf(theme);
  const colours = looks.flatMap(({ colour }) =>
    strengths.map((strength) => blend(colour, ink.surface, strength)),
  );
  return colours.flatMap((colour, i) => [
    [i / colours.length, colour],
    [(i + 1) / colours.length, colour],
  ]);
}

function strengthOf(total: number, highest: number): number {
  if (highest <= 1) return strengths.length - 1;
  const place = Math.log(total) / Math.log(highest);
  return Math.min(strengths.length - 1, Math.floor(place * strengths.length));
}

function unionOf(grids: readonly Grid[]): Grid {
  const first = grids[0];
  if (!first)
    return { xEdges: [0, 1], yEdges: [0, 1], counts: [0], xLogarithmic: true, yLogarithmic: true };
  const counts = first.counts.map((_, cell) =>
    grids.reduce((sum, grid) => sum + (grid.counts[cell] ?? 0), 0),
  );
  return { ...first, counts };
}

export function frequencyByEngagementDensity(
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const all = unionOf(result.pictures.frequencyByEngagement.map(({ grid }) => grid));
  const owners = ownersOf(result, looks, all.counts.length);
  const highest = owners.reduce((most, cell) => Math.max(most, cell?.total ?? 0), 0);
  const personCount = owners.reduce((sum, cell) => sum + (cell?.total ?? 0), 0);
  const { frequency: xMeasure, engagement: yMeasure } = featureMeasures(result);
  const x = occupiedExtent(all, 'x');
  const y = occupiedExtent(all, 'y');
  const width = columnCount(all);
  const labelled = looks.length <= mostDirectLabels;
  const height = 480;
  const hover = (index: number): string => {
    const cell = owners[index];
    if (!cell) return '';
    const [xLow, xHigh] = edgePair(all.xEdges, index % width);
    const [yLow, yHigh] = edgePair(all.yEdges, Math.floor(index / width));
    return [
      `<b>${looks[cell.owner]?.label ?? ''}</b>: ${shareText(cell.owned / cell.total)} of ${peopleText(cell.total)}`,
      `${escapeText(xMeasure.label)} ${numberText(xLow)} to ${numberText(xHigh)}`,
      `${escapeText(yMeasure.label)} ${numberText(yLow)} to ${numberText(yHigh)}`,
    ].join('<br>');
  };
  return {
    data: [
      {
        type: 'heatmap',
        x: edgePlaces(all.xEdges),
        y: edgePlaces(all.yEdges),
        z: asRows(all, (index) => {
          const cell = owners[index];
          if (!cell) return null;
          return cell.owner * strengths.length + strengthOf(cell.total, highest) + 0.5;
        }),
        zmin: 0,
        zmax: looks.length * strengths.length,
        colorscale: steppedScale(looks, theme),
        showscale: false,
        hovertext: asRows(all, hover),
        hovertemplate: '%{hovertext}<extra></extra>',
        hoverongaps: false,
        xgap: 0.5,
        ygap: 0.5,
      },
      ...(labelled ? [] : looks.map((look) => legendKey(look, ink.outline))),
    ],
    layout: {
      template: template(theme),
      dragmode: 'zoom',
      showlegend: !labelled,
      xaxis: logAxis(xMeasure, x.low, x.high, { showgrid: false }),
      yaxis: logAxis(yMeasure, y.low, y.high, { showgrid: false }),
      annotations: labelled ? medianLabels(looks, y, height - 80, theme) : [],
    },
    description: `${peopleText(personCount)} by ${xMeasure.label.toLowerCase()} and ${yMeasure.label.toLowerCase()}; each cell has the colour of the segment that most of its people belong to. ${segmentsInWords(result, looks, [1, 2])}`,
    method: {
      text: `People are counted on a grid, segment by segment. A cell has the colour of its largest segment, in ${strengths.length} strengths by the logarithm of its people.`,
      sampleSize: personCount,
      populationSize: result.provenance.personCount,
      exact: personCount === result.provenance.personCount,
    },
    table: {
      columns: [
        { label: `${xMeasure.label} from`, kind: 'number' },
        { label: `${xMeasure.label} to`, kind: 'number' },
        { label: `${yMeasure.label} from`, kind: 'number' },
        { label: `${yMeasure.label} to`, kind: 'number' },
        { label: 'People', kind: 'number' },
        { label: 'Largest segment', kind: 'text' },
        { label: 'People of it', kind: 'number' },
      ],
      rows: owners.flatMap((cell, index) =>
        cell
          ? [
              [
                ...edgePair(all.xEdges, index % width),
                ...edgePair(all.yEdges, Math.floor(index / width)),
                cell.total,
                looks[cell.owner]?.name ?? '',
                cell.owned,
              ],
            ]
          : [],
      ),
    },
    size: { width: 720, height },
  };
}
