// Two runs side by side: where the people of each segment of the first run are in the second.
import type { Comparison } from '#shared/results/comparison';
import { categoryAxis } from './axis.ts';
import type { Figure, Theme } from './figure.ts';
import { labelText } from './label-text.ts';
import { peopleText, shareText } from './number-text.ts';
import { colourAt, textOn } from './colour.ts';
import { inkOf, sequentialMap } from './palette.ts';
import { template } from './template.ts';

export interface ComparedRuns {
  first: string;
  second: string;
}

export function comparisonHeatmap(
  comparison: Comparison,
  runs: ComparedRuns,
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const { counts, firstSegments, secondSegments } = comparison;
  const rowTotals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const shares = counts.map((row, i) => row.map((count) => count / (rowTotals[i] || 1)));
  const map = sequentialMap(theme);
  const cells = counts.flatMap((row, i) =>
    row.map((count, j) => ({ i, j, count, share: shares[i]?.[j] ?? 0 })),
  );
  const written = cells.filter(({ share, count }) => count > 0 && share >= 0.01);
  return {
    data: [
      {
        type: 'heatmap',
        z: shares.map((row) => row.map((share) => share * 100)),
        zmin: 0,
        zmax: 100,
        colorscale: map.map(([place, colour]) => [place, colour]),
        xgap: 2,
        ygap: 2,
        hovertext: counts.map((row, i) =>
          row.map(
            (count, j) =>
              `<b>${labelText(firstSegments[i]?.name ?? '', 40, 1)}</b> and <b>${labelText(secondSegments[j]?.name ?? '', 40, 1)}</b><br>${peopleText(count)}, ${shareText(shares[i]?.[j] ?? 0)} of the first`,
          ),
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
        colorbar: {
          title: { text: 'Share of<br>the row', side: 'top', font: { size: 12, color: ink.text } },
          ticksuffix: ' %',
          tickfont: { size: 12, color: ink.muted },
          thickness: 12,
          outlinewidth: 0,
        },
      },
      {
        type: 'scatter',
        mode: 'text',
        x: written.map(({ j }) => j),
        y: written.map(({ i }) => i),
        text: written.map(({ share }) => shareText(share)),
        textfont: { size: 12, color: written.map(({ share }) => textOn(colourAt(map, share))) },
        hoverinfo: 'skip',
      },
    ],
    layout: {
      template: template(theme),
      xaxis: {
        ...categoryAxis,
        side: 'top',
        title: { text: labelText(runs.second, 60, 1) },
        tickangle: secondSegments.length > 5 ? -40 : 0,
        tickvals: secondSegments.map((_, j) => j),
        ticktext: secondSegments.map(({ name }) =>
          labelText(name, secondSegments.length > 5 ? 18 : 14),
        ),
        tickfont: { size: 12, color: ink.text },
      },
      yaxis: {
        ...categoryAxis,
        title: { text: labelText(runs.first, 60, 1) },
        autorange: 'reversed',
        tickvals: firstSegments.map((_, i) => i),
        ticktext: firstSegments.map(({ name }) => labelText(name)),
        tickfont: { size: 12, color: ink.text },
      },
    },
    description: `${peopleText(comparison.commonPersonCount)} are in both runs; adjusted Rand index ${comparison.adjustedRand.toFixed(2)} (1: the same groups, 0: no more than by chance). ${firstSegments
      .map(({ name }, i) => {
        const row = shares[i] ?? [];
        const most = row.indexOf(Math.max(0, ...row));
        const share = row[most];
        return share === undefined || share === 0
          ? `${name}: nobody in both`
          : `${name}: ${shareText(share)} in ${secondSegments[most]?.name ?? ''}`;
      })
      .join('; ')}.`,
    method: {
      text: `Persons are matched by their key. Each row adds up to 100 %. ${peopleText(comparison.onlyInFirst)} only in the first run and ${peopleText(comparison.onlyInSecond)} only in the second are not shown.`,
      formula: 'adjusted Rand index of Hubert and Arabie',
      sampleSize: comparison.commonPersonCount,
      populationSize: comparison.commonPersonCount,
      exact: true,
    },
    table: {
      columns: [
        { label: runs.first, kind: 'text' },
        { label: runs.second, kind: 'text' },
        { label: 'People', kind: 'number' },
        { label: 'Share of the first', kind: 'number' },
      ],
      rows: cells.map(({ i, j, count, share }) => [
        firstSegments[i]?.name ?? '',
        secondSegments[j]?.name ?? '',
        count,
        share,
      ]),
    },
    size: { width: 720, height: Math.max(280, 160 + firstSegments.length * 40) },
  };
}
