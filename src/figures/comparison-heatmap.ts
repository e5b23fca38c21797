// Two runs side by side: where the people of each segment of the first run are in the second.
import type { Comparison } from '#shared/results/comparison';
import { categoryAxis } from './axis.ts';
import { cellTexts } from './cell-texts.ts';
import { colourAt, textOn } from './colour.ts';
import type { Figure, NumbersTable, Theme, Trace } from './figure.ts';
import { colourKey, numberColumn, rowAxis, textColumn } from './figure-parts.ts';
import { labelText } from './label-text.ts';
import { peopleText, shareText } from './number-text.ts';
import { inkOf, sequentialMap } from './palette.ts';
import { template } from './template.ts';

export interface ComparedRuns {
  first: string;
  second: string;
}

/** Smaller shares are not written into their cells. */
const leastWritten = 0.01;

/** Of the people of a row who are in both runs; zero throughout where there is nobody. */
function rowShares({ counts }: Comparison): number[][] {
  return counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => count / (total || 1));
  });
}

function shareCells(comparison: Comparison, shares: number[][], theme: Theme): Trace {
  const { counts, firstSegments, secondSegments } = comparison;
  const nameOf = (segments: Comparison['firstSegments'], i: number): string =>
    labelText(segments[i]?.name ?? '', 40, 1);
  return {
    type: 'heatmap',
    z: shares.map((row) => row.map((share) => share * 100)),
    zmin: 0,
    zmax: 100,
    colorscale: sequentialMap(theme).map(([place, colour]) => [place, colour]),
    xgap: 2,
    ygap: 2,
    hovertext: counts.map((row, i) =>
      row.map(
        (count, j) =>
          `<b>${nameOf(firstSegments, i)}</b> and <b>${nameOf(secondSegments, j)}</b><br>${peopleText(count)}, ${shareText(shares[i]?.[j] ?? 0)} of the first`,
      ),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
    colorbar: colourKey('Share of<br>the row', theme, { ticksuffix: ' %' }),
  };
}

function writtenShares(shares: number[][], theme: Theme): Trace {
  const map = sequentialMap(theme);
  return cellTexts(
    shares.flatMap((row, y) =>
      row.flatMap((share, x) =>
        share >= leastWritten
          ? [{ x, y, text: shareText(share), colour: textOn(colourAt(map, share)) }]
          : [],
      ),
    ),
  );
}

function describe(
  { firstSegments, secondSegments, ...rest }: Comparison,
  shares: number[][],
): string {
  const rows = firstSegments.map(({ name }, i) => {
    const row = shares[i] ?? [];
    const most = Math.max(0, ...row);
    if (most === 0) return `${name}: nobody in both`;
    return `${name}: ${shareText(most)} in ${secondSegments[row.indexOf(most)]?.name ?? ''}`;
  });
  return `${peopleText(rest.commonPersonCount)} are in both runs; adjusted Rand index ${rest.adjustedRand.toFixed(2)} (1: the same groups, 0: no more than by chance). ${rows.join('; ')}.`;
}

function tableOf(comparison: Comparison, runs: ComparedRuns, shares: number[][]): NumbersTable {
  const { counts, firstSegments, secondSegments } = comparison;
  return {
    columns: [
      textColumn(runs.first),
      textColumn(runs.second),
      numberColumn('People'),
      numberColumn('Share of the first'),
    ],
    rows: counts.flatMap((row, i) =>
      row.map((count, j) => [
        firstSegments[i]?.name ?? '',
        secondSegments[j]?.name ?? '',
        count,
        shares[i]?.[j] ?? 0,
      ]),
    ),
  };
}

export function comparisonHeatmap(
  comparison: Comparison,
  runs: ComparedRuns,
  theme: Theme,
): Figure {
  const { firstSegments, secondSegments, commonPersonCount } = comparison;
  const shares = rowShares(comparison);
  const crowded = secondSegments.length > 5;
  return {
    data: [shareCells(comparison, shares, theme), writtenShares(shares, theme)],
    layout: {
      template: template(theme),
      xaxis: {
        ...categoryAxis,
        side: 'top',
        title: { text: labelText(runs.second, 60, 1) },
        tickangle: crowded ? -40 : 0,
        tickvals: secondSegments.map((_, j) => j),
        ticktext: secondSegments.map(({ name }) => labelText(name, crowded ? 18 : 14)),
        tickfont: { size: 12, color: inkOf(theme).text },
      },
      yaxis: rowAxis(
        firstSegments.map(({ name }) => labelText(name)),
        theme,
        { title: { text: labelText(runs.first, 60, 1) } },
      ),
    },
    description: describe(comparison, shares),
    method: {
      text: `Persons are matched by their key. Each row adds up to 100 %. ${peopleText(comparison.onlyInFirst)} only in the first run and ${peopleText(comparison.onlyInSecond)} only in the second are not shown.`,
      formula: 'adjusted Rand index of Hubert and Arabie',
      sampleSize: commonPersonCount,
      populationSize: commonPersonCount,
      exact: true,
    },
    table: tableOf(comparison, runs, shares),
    size: { width: 720, height: Math.max(280, 160 + firstSegments.length * 40) },
  };
}
