// Which event follows which: of all journeys, or of those of one segment.
import type { JourneysResult } from '#shared/results/journeys-result';
import { categoryAxis } from '../axis.ts';
import { cellTexts } from '../cell-texts.ts';
import { colourAt, textOn } from '../colour.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText, shorten } from '../label-text.ts';
import { shareText } from '../number-text.ts';
import { inkOf, sequentialMap } from '../palette.ts';
import { template } from '../template.ts';

export interface TransitionInput {
  /** (kinds + 1) squared, row-major: from a kind, last from the start; to a kind, last to the end. */
  shares: readonly number[];
  /** Whose journeys these are, as in "everybody". */
  whose: string;
  personCount: number;
}

/** More kinds than this cannot be read; the commonest are drawn. */
const mostKinds = 12;
/** Characters of a kind's name. */
const longestName = 20;
/** Rarer steps carry no number. */
const leastWritten = 0.01;

interface Cell {
  from: string;
  to: string;
  share: number;
}

/** Rows from the start and from every kind; columns to every kind and to the end. */
function cellRows(kinds: readonly string[], shares: readonly number[], count: number): Cell[][] {
  const width = kinds.length + 1;
  const shown = Array.from({ length: count }, (_, kind) => kind);
  const nameOf = (kind: number, last: string): string => kinds[kind] ?? last;
  return [kinds.length, ...shown].map((from) =>
    [...shown, kinds.length].map((to) => ({
      from: nameOf(from, 'the start'),
      to: nameOf(to, 'the end'),
      share: shares[from * width + to] ?? 0,
    })),
  );
}

function heat(cells: Cell[][], theme: Theme): Trace {
  return {
    type: 'heatmap',
    z: cells.map((row) => row.map(({ share }) => share * 100)),
    zmin: 0,
    zmax: 100,
    colorscale: sequentialMap(theme).map(([place, colour]) => [place, colour]),
    xgap: 2,
    ygap: 2,
    hovertext: cells.map((row) =>
      row.map(
        ({ from, to, share }) =>
          `after <b>${escapeText(from)}</b> comes <b>${escapeText(to)}</b><br>${shareText(share)} of the time`,
      ),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
    // Every share is written down.
    showscale: false,
  };
}

function written(cells: Cell[][], theme: Theme): Trace {
  const map = sequentialMap(theme);
  return cellTexts(
    cells.flatMap((row, y) =>
      row.flatMap(({ share }, x) =>
        share < leastWritten
          ? []
          : [{ x, y, text: `${Math.round(share * 100)}`, colour: textOn(colourAt(map, share)) }],
      ),
    ),
  );
}

/** What rows and columns are, in the corner between their names. */
function cornerText(theme: Theme): Layout {
  return {
    xref: 'paper',
    x: 0,
    xanchor: 'right',
    xshift: -8,
    yref: 'paper',
    y: 1,
    yanchor: 'bottom',
    yshift: 8,
    align: 'right',
    text: 'after ↓<br>comes →',
    font: { size: 12, color: inkOf(theme).muted },
  };
}

function tableOf(cells: Cell[][]): NumbersTable {
  return {
    columns: [textColumn('After'), textColumn('Comes'), numberColumn('Share')],
    rows: cells.flatMap((row) => row.map(({ from, to, share }) => [from, to, share])),
  };
}

function describe(cells: Cell[][], whose: string): string {
  const said = cells.flatMap((row) => {
    const most = row.toSorted((a, b) => b.share - a.share)[0];
    return most && most.share > 0
      ? [`after ${most.from} mostly ${most.to} (${shareText(most.share)})`]
      : [];
  });
  return `Which event follows which, ${whose}: ${said.join('; ')}.`;
}

export function transitionMatrix(
  { kinds }: Pick<JourneysResult, 'kinds'>,
  { shares, whose, personCount }: TransitionInput,
  theme: Theme,
): Figure {
  const count = Math.min(kinds.length, mostKinds);
  const cells = cellRows(kinds, shares, count);
  const left = kinds.length - count;
  const ink = inkOf(theme);
  const columns = [...kinds.slice(0, count), 'the end'];
  const rows = ['the start', ...kinds.slice(0, count)];
  const short = (name: string): string => escapeText(shorten(name, longestName));
  const longest = Math.max(...columns.map((name) => Math.min(longestName, name.length)));
  return {
    data: [heat(cells, theme), written(cells, theme)],
    layout: {
      template: template(theme),
      // Names of columns lean out at the top and at the right: what they take is known beforehand.
      margin: { l: 16, r: 16 + longest * 4, t: 30 + longest * 4.5, b: 12 },
      xaxis: {
        ...categoryAxis,
        side: 'top',
        tickangle: -35,
        tickvals: columns.map((_, i) => i),
        ticktext: columns.map(short),
        tickfont: { size: 12, color: ink.text },
        range: [-0.5, columns.length - 0.5],
        automargin: false,
        ticklabeloverflow: 'allow',
      },
      yaxis: rowAxis(rows.map(short), theme),
      annotations: [cornerText(theme)],
    },
    description: describe(cells, whose),
    method: {
      text: `Every two events that follow each other in a journey, ${whose}, counted; each row adds up to 100 %. The numbers are percent; under 1 % they are left out.${left > 0 ? ` The ${count} commonest kinds are drawn; ${left} rarer ones are left out, so rows may add up to less.` : ''}`,
      sampleSize: personCount,
      populationSize: personCount,
      exact: true,
    },
    table: tableOf(cells),
    size: { width: 560, height: Math.max(280, 150 + rows.length * 32) },
  };
}
