// The same view for more people than points can show: cells take the colour of the segment that most
// of their people belong to, stronger where there are more of them.
import type { Grid, RfeResult } from '#shared/results/rfe-result';
import { blend } from './colour.ts';
import { featureMeasures } from './feature-measures.ts';
import type { FeatureMeasures } from './feature-measures.ts';
import type { Figure, Json, NumbersTable, Theme, Trace } from './figure.ts';
import { numberColumn, textColumn } from './figure-parts.ts';
import { asRows, drawnGrid, edgesAround, gridAxes } from './grid-cells.ts';
import type { DrawnGrid } from './grid-cells.ts';
import { escapeText } from './label-text.ts';
import { medianLabels, mostDirectLabels } from './median-labels.ts';
import { peopleText, shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { segmentsInWords } from './segments-in-words.ts';
import { keyLegend, legendKey } from './segment-look.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

const strengths = [0.35, 0.52, 0.68, 0.84, 1] as const;

interface CellOwner {
  column: number;
  row: number;
  /** Place in `looks` of the segment with most people in the cell. */
  owner: number;
  owned: number;
  total: number;
}

function ownersOf(
  result: RfeResult,
  looks: readonly SegmentLook[],
  drawn: DrawnGrid,
): (CellOwner | null)[][] {
  const grids = new Map(
    result.pictures.frequencyByEngagement.map(({ segment, grid }) => [segment, grid]),
  );
  return asRows(drawn, (column, row) => {
    const counts = looks.map(({ segment }) => {
      const grid = grids.get(segment.index);
      return grid ? drawn.countIn(grid, column, row) : 0;
    });
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return null;
    const owned = Math.max(...counts);
    return { column, row, owner: counts.indexOf(owned), owned, total };
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

function hoverText(
  cell: CellOwner,
  looks: readonly SegmentLook[],
  { columns, rows }: DrawnGrid,
  { frequency, engagement }: FeatureMeasures,
): string {
  return [
    `<b>${looks[cell.owner]?.label ?? ''}</b>: ${shareText(cell.owned / cell.total)} of ${peopleText(cell.total)}`,
    escapeText(`${frequency.label}: ${columns[cell.column]?.text ?? ''}`),
    escapeText(`${engagement.label}: ${rows[cell.row]?.text ?? ''}`),
  ].join('<br>');
}

/** Of every cell the owner and the strength as one number, in the middle of its step of the scale. */
function stepsOf(owners: readonly (readonly (CellOwner | null)[])[]): (number | null)[][] {
  const highest = owners.flat().reduce((most, cell) => Math.max(most, cell?.total ?? 0), 0);
  return owners.map((row) =>
    row.map(
      (cell) => cell && cell.owner * strengths.length + strengthOf(cell.total, highest) + 0.5,
    ),
  );
}

function tableOf(
  cells: readonly CellOwner[],
  looks: readonly SegmentLook[],
  { columns, rows }: DrawnGrid,
  { frequency, engagement }: FeatureMeasures,
): NumbersTable {
  return {
    columns: [
      textColumn(frequency.label),
      textColumn(engagement.label),
      numberColumn('People'),
      textColumn('Largest segment'),
      numberColumn('People of it'),
    ],
    rows: cells.map((cell) => [
      columns[cell.column]?.text ?? '',
      rows[cell.row]?.text ?? '',
      cell.total,
      looks[cell.owner]?.name ?? '',
      cell.owned,
    ]),
  };
}

const height = 480;

export function frequencyByEngagementDensity(
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const drawn = drawnGrid(unionOf(result.pictures.frequencyByEngagement.map(({ grid }) => grid)));
  const owners = ownersOf(result, looks, drawn);
  const filled = owners.flat().filter((cell) => cell !== null);
  const personCount = filled.reduce((sum, { total }) => sum + total, 0);
  const measures = featureMeasures(result);
  const { x, y } = gridAxes(drawn, measures.frequency, measures.engagement);
  const labelled = looks.length <= mostDirectLabels;
  const cells: Trace = {
    type: 'heatmap',
    x: edgesAround(drawn.columns, x.toPlace),
    y: edgesAround(drawn.rows, y.toPlace),
    z: stepsOf(owners),
    zmin: 0,
    zmax: looks.length * strengths.length,
    colorscale: steppedScale(looks, theme),
    showscale: false,
    hovertext: owners.map((row) =>
      row.map((cell) => (cell ? hoverText(cell, looks, drawn, measures) : '')),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
    hoverongaps: false,
    xgap: 0.5,
    ygap: 0.5,
  };
  return {
    data: [cells, ...(labelled ? [] : looks.map((look) => legendKey(look, ink.outline)))],
    layout: {
      template: template(theme),
      dragmode: 'zoom',
      showlegend: !labelled,
      ...(labelled ? {} : { legend: keyLegend }),
      xaxis: x.axis,
      yaxis: y.axis,
      annotations: labelled ? medianLabels(looks, x.toPlace, y, height - 80, theme) : [],
    },
    description: `${peopleText(personCount)} by ${measures.frequency.label.toLowerCase()} and ${measures.engagement.label.toLowerCase()}; each cell has the colour of the segment that most of its people belong to. ${segmentsInWords(result, looks, [1, 2])}`,
    method: {
      text: `People are counted on a grid, segment by segment. A cell has the colour of its largest segment, in ${strengths.length} strengths by the logarithm of its people.`,
      sampleSize: personCount,
      populationSize: result.provenance.personCount,
      exact: personCount === result.provenance.personCount,
    },
    table: tableOf(filled, looks, drawn, measures),
    size: { width: 720, height },
  };
}
