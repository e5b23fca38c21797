// Who is taken for whom: people of each class by what the model said of them, unseen.
import type { ExplainResult } from '#shared/results/explain-result';
import type { ModelScores } from '#shared/results/explain/model-comparison';
import { categoryAxis } from '../axis.ts';
import { cellTexts } from '../cell-texts.ts';
import { colourAt, textOn } from '../colour.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { colourKey, numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { countText, peopleText, shareText } from '../number-text.ts';
import { inkOf, sequentialMap } from '../palette.ts';
import { template } from '../template.ts';
import { shareIntervalText, type ExplainLook } from './explain-parts.ts';

/** More classes than this have no room for counts and intervals in the cells. */
const mostWithIntervals = 5;

type Confusion = ModelScores['confusion'];

function cellText(
  { counts, shares }: Confusion,
  row: number,
  column: number,
  isSmall: boolean,
): string {
  const share = shares[row]?.[column];
  if (!share) return '–';
  if (isSmall) return shareText(share.value);
  return `${shareText(share.value)}  ·  ${countText(counts[row]?.[column] ?? 0)}`;
}

function cells(confusion: Confusion, looks: readonly ExplainLook[], theme: Theme): Trace {
  return {
    type: 'heatmap',
    z: looks.map(({ segment: row }) =>
      looks.map(
        ({ segment: column }) => (confusion.shares[row.index]?.[column.index]?.value ?? 0) * 100,
      ),
    ),
    zmin: 0,
    zmax: 100,
    colorscale: sequentialMap(theme).map(([place, colour]) => [place, colour]),
    xgap: 2,
    ygap: 2,
    hovertext: looks.map((actual) =>
      looks.map((told) => {
        const share = confusion.shares[actual.segment.index]?.[told.segment.index];
        const count = confusion.counts[actual.segment.index]?.[told.segment.index] ?? 0;
        return `<b>${actual.label}</b> taken for <b>${told.label}</b><br>${peopleText(count)}${share ? `<br>${shareIntervalText(share)} of the row` : ''}`;
      }),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
    colorbar: colourKey('Share of<br>the row', theme, {
      tickvals: [0, 25, 50, 75, 97],
      ticktext: ['0 %', '25 %', '50 %', '75 %', '100 %'],
      len: 0.9,
    }),
  };
}

function writtenCells(confusion: Confusion, looks: readonly ExplainLook[], theme: Theme): Trace[] {
  const map = sequentialMap(theme);
  const isSmall = looks.length > mostWithIntervals;
  const entries = looks.flatMap((actual, y) =>
    looks.map((told, x) => {
      const [row, column] = [actual.segment.index, told.segment.index];
      const share = confusion.shares[row]?.[column] ?? null;
      return { x, y, row, column, share, colour: textOn(colourAt(map, share?.value ?? 0)) };
    }),
  );
  const shares = cellTexts(
    entries.map(({ x, y, row, column, colour }) => ({
      x,
      y: isSmall ? y : y - 0.12,
      text: cellText(confusion, row, column, isSmall),
      colour,
    })),
  );
  if (isSmall) return [shares];
  const intervals = cellTexts(
    entries.flatMap(({ x, y, share, colour }) =>
      share
        ? [{ x, y: y + 0.16, text: `${shareText(share.low)} to ${shareText(share.high)}`, colour }]
        : [],
    ),
  );
  return [
    shares,
    {
      ...intervals,
      textfont: {
        size: 11,
        color: entries.filter(({ share }) => share).map(({ colour }) => colour),
      },
    },
  ];
}

export function confusionMatrix(
  result: ExplainResult,
  scores: ModelScores,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const { confusion } = scores;
  const crowded = looks.length > mostWithIntervals;
  const labels = looks.map(({ name }) => labelText(name, crowded ? 16 : 18));
  return {
    data: [cells(confusion, looks, theme), ...writtenCells(confusion, looks, theme)],
    layout: {
      template: template(theme),
      // Room for the names above the cells, which must not grow into the title of a sheet.
      margin: { l: 16, r: 16, t: crowded ? 120 : 64, b: 16 },
      xaxis: {
        ...categoryAxis,
        side: 'top',
        title: { text: 'The model says' },
        tickangle: crowded ? -40 : 0,
        tickvals: looks.map((_, x) => x),
        ticktext: labels,
        tickfont: { size: 12, color: inkOf(theme).text },
        range: [-0.5, looks.length - 0.5],
      },
      yaxis: rowAxis(labels, theme, { title: { text: 'Really is' } }),
    },
    description: `Each row is the people of one segment, by what the ${scores.label.toLowerCase()} said of them without having seen them. ${looks
      .map(({ name, segment }) => {
        const own = confusion.shares[segment.index]?.[segment.index];
        return `${name}: ${own ? `${shareIntervalText(own)} told right` : 'nobody to be told'}`;
      })
      .join('; ')}.`,
    method: {
      text: `${result.comparison.validation.sentence} Every person is judged once, by the model of the fold that did not see them. Each row adds up to 100 %; below it the 95 % interval (Wilson).`,
      sampleSize: confusion.counts.flat().reduce((sum, count) => sum + count, 0),
      populationSize: result.label.labelledCount,
      exact: true,
    },
    table: {
      columns: [
        textColumn('Really'),
        textColumn('The model says'),
        numberColumn('People'),
        numberColumn('Share of the row'),
        numberColumn('Low'),
        numberColumn('High'),
      ],
      rows: looks.flatMap((actual) =>
        looks.map((told) => {
          const [row, column] = [actual.segment.index, told.segment.index];
          const share = confusion.shares[row]?.[column];
          const count = confusion.counts[row]?.[column] ?? 0;
          return [
            actual.name,
            told.name,
            count,
            share?.value ?? null,
            share?.low ?? null,
            share?.high ?? null,
          ];
        }),
      ),
    },
    size: { width: 720, height: Math.max(280, 140 + looks.length * 52) },
  };
}
