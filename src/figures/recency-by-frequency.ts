// How many people stand where, from recent to long ago and from few to many.
import type { RfeResult } from '#shared/results/rfe-result';
import { logAxis } from './axis.ts';
import { countColours } from './count-colours.ts';
import { featureMeasures } from './feature-measures.ts';
import type { Figure, Theme } from './figure.ts';
import {
  asRows,
  cellsOf,
  columnCount,
  edgePair,
  edgePlaces,
  occupiedExtent,
} from './grid-cells.ts';
import { escapeText } from './label-text.ts';
import { numberText, peopleText, quantityText, shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { template } from './template.ts';

export function recencyByFrequency(result: RfeResult, theme: Theme): Figure {
  const ink = inkOf(theme);
  const grid = result.pictures.recencyByFrequency;
  const { recency: xMeasure, frequency: yMeasure } = featureMeasures(result);
  const cells = cellsOf(grid);
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  const fullest = cells.reduce(
    (best, cell) => (cell.count > best.count ? cell : best),
    cells[0] ?? { column: 0, row: 0, count: 0 },
  );
  const x = occupiedExtent(grid, 'x');
  const y = occupiedExtent(grid, 'y');
  const where = (column: number, row: number): string => {
    const [xLow, xHigh] = edgePair(grid.xEdges, column);
    const [yLow, yHigh] = edgePair(grid.yEdges, row);
    return (
      `${escapeText(xMeasure.label)} ${numberText(xLow)} to ${escapeText(quantityText(xHigh, xMeasure.unit))}<br>` +
      `${escapeText(yMeasure.label)} ${numberText(yLow)} to ${numberText(yHigh)}`
    );
  };
  const width = columnCount(grid);
  const placeOf = (column: number, row: number): string => where(column, row).replace('<br>', ', ');
  return {
    data: [
      {
        type: 'heatmap',
        x: edgePlaces(grid.xEdges),
        y: edgePlaces(grid.yEdges),
        z: asRows(grid, (i) =>
          (grid.counts[i] ?? 0) > 0 ? Math.log10(grid.counts[i] ?? 1) : null,
        ),
        hovertext: asRows(
          grid,
          (i) =>
            `${where(i % width, Math.floor(i / width))}<br><b>${peopleText(grid.counts[i] ?? 0)}</b>`,
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
        hoverongaps: false,
        xgap: 1,
        ygap: 1,
        ...countColours(fullest.count, 'People', theme),
      },
    ],
    layout: {
      template: template(theme),
      dragmode: 'zoom',
      xaxis: logAxis(xMeasure, x.low, x.high, { showgrid: false }),
      yaxis: logAxis(yMeasure, y.low, y.high, { showgrid: false }),
      annotations:
        total > 0
          ? []
          : [
              {
                text: 'No people',
                xref: 'paper',
                yref: 'paper',
                x: 0.5,
                y: 0.5,
                font: { color: ink.text },
              },
            ],
    },
    description:
      total === 0
        ? 'No people to show.'
        : `${peopleText(total)} by ${xMeasure.label.toLowerCase()} and ${yMeasure.label.toLowerCase()}. ` +
          `The fullest cell holds ${peopleText(fullest.count)} (${shareText(fullest.count / total)}): ` +
          `${placeOf(fullest.column, fullest.row)}.`,
    method: {
      text: 'People are counted on a grid; the colour is the logarithm of the count, empty cells stay empty.',
      sampleSize: total,
      populationSize: result.provenance.personCount,
      exact: total === result.provenance.personCount,
    },
    table: {
      columns: [
        { label: `${xMeasure.label} from`, kind: 'number' },
        { label: `${xMeasure.label} to`, kind: 'number' },
        { label: `${yMeasure.label} from`, kind: 'number' },
        { label: `${yMeasure.label} to`, kind: 'number' },
        { label: 'People', kind: 'number' },
      ],
      rows: cells
        .filter(({ count }) => count > 0)
        .map(({ column, row, count }) => [
          ...edgePair(grid.xEdges, column),
          ...edgePair(grid.yEdges, row),
          count,
        ]),
    },
    size: { width: 720, height: 460 },
  };
}
