// How many people stand where, from recent to long ago and from few to many.
import type { RfeResult } from '#shared/results/rfe-result';
import { measureText } from './axis.ts';
import { countColours } from './count-colours.ts';
import { featureMeasures } from './feature-measures.ts';
import type { Figure, Theme } from './figure.ts';
import { numberColumn, textColumn } from './figure-parts.ts';
import { asRows, cellsOf, drawnGrid, edgesAround, gridAxes } from './grid-cells.ts';
import { escapeText } from './label-text.ts';
import { peopleText, shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { template } from './template.ts';

export function recencyByFrequency(result: RfeResult, theme: Theme): Figure {
  const grid = result.pictures.recencyByFrequency;
  const { recency, frequency } = featureMeasures(result);
  const drawn = drawnGrid(grid);
  const { columns, rows } = drawn;
  const cells = cellsOf(drawn, grid);
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  const fullest = cells.reduce(
    (best, cell) => (cell.count > best.count ? cell : best),
    cells[0] ?? { column: 0, row: 0, count: 0 },
  );
  const { x, y } = gridAxes(drawn, recency, frequency);
  const whereabouts = (column: number, row: number): [string, string] => [
    `${recency.label}: ${columns[column]?.text ?? ''} ${recency.unit}`.trim(),
    `${frequency.label}: ${rows[row]?.text ?? ''}`,
  ];
  return {
    data: [
      {
        type: 'heatmap',
        x: edgesAround(columns, x.toPlace),
        y: edgesAround(rows, y.toPlace),
        z: asRows(drawn, (column, row) => {
          const count = drawn.countIn(grid, column, row);
          return count > 0 ? Math.log10(count) : null;
        }),
        hovertext: asRows(drawn, (column, row) =>
          [
            ...whereabouts(column, row).map(escapeText),
            `<b>${peopleText(drawn.countIn(grid, column, row))}</b>`,
          ].join('<br>'),
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
      xaxis: x.axis,
      yaxis: y.axis,
      annotations: total > 0 ? [] : [nobody(theme)],
    },
    description:
      total === 0
        ? 'No people to show.'
        : `${peopleText(total)} by ${recency.label.toLowerCase()} and ${frequency.label.toLowerCase()}. ` +
          `The fullest cell holds ${peopleText(fullest.count)} (${shareText(fullest.count / total)}): ` +
          `${whereabouts(fullest.column, fullest.row).join(', ')}.`,
    method: {
      text: 'People are counted on a grid; the colour is the logarithm of the count, empty cells stay empty.',
      sampleSize: total,
      populationSize: result.provenance.personCount,
      exact: total === result.provenance.personCount,
    },
    table: {
      columns: [
        textColumn(measureText(recency)),
        textColumn(frequency.label),
        numberColumn('People'),
      ],
      rows: cells
        .filter(({ count }) => count > 0)
        .map(({ column, row, count }) => [
          columns[column]?.text ?? '',
          rows[row]?.text ?? '',
          count,
        ]),
    },
    size: { width: 720, height: 460 },
  };
}

function nobody(theme: Theme): Record<string, string | number | { color: string }> {
  const at = { xref: 'paper', yref: 'paper', x: 0.5, y: 0.5 };
  return { ...at, text: 'No people', font: { color: inkOf(theme).text } };
}
