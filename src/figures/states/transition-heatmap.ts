// From which state people go to which, from one period to the next: every probability written down.
import type { StatesResult } from '#shared/results/states-result';
import { categoryAxis } from '../axis.ts';
import { cellTexts } from '../cell-texts.ts';
import { colourAt, textOn } from '../colour.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { colourKey, numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { countText, shareText } from '../number-text.ts';
import { inkOf, sequentialMap } from '../palette.ts';
import { template } from '../template.ts';
import { allRows, type StateLook } from './states-looks.ts';

type Matrix = readonly (readonly number[])[];

/** The matrix in the order in which the states are shown. */
export function inOrder(matrix: Matrix, looks: readonly StateLook[]): number[][] {
  return looks.map((from) =>
    looks.map((to) => matrix[from.segment.index]?.[to.segment.index] ?? 0),
  );
}

function cells(
  probabilities: number[][],
  counts: number[][],
  looks: readonly StateLook[],
  theme: Theme,
): Trace {
  return {
    type: 'heatmap',
    z: probabilities.map((row) => row.map((value) => value * 100)),
    zmin: 0,
    zmax: 100,
    colorscale: sequentialMap(theme).map(([place, colour]) => [place, colour]),
    xgap: 2,
    ygap: 2,
    hovertext: looks.map((from, i) =>
      looks.map(
        (to, j) =>
          `<b>${from.label}</b> to <b>${to.label}</b><br>${shareText(probabilities[i]?.[j] ?? 0)} of the time, seen ${countText(counts[i]?.[j] ?? 0)} times`,
      ),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
    colorbar: colourKey('Probability', theme, { ticksuffix: ' %' }),
  };
}

function writtenCells(probabilities: number[][], theme: Theme): Trace {
  const map = sequentialMap(theme);
  return cellTexts(
    probabilities.flatMap((row, y) =>
      row.map((value, x) => ({
        x,
        y,
        text: shareText(value),
        colour: textOn(colourAt(map, value)),
      })),
    ),
  );
}

function describe(probabilities: number[][], looks: readonly StateLook[]): string {
  return looks
    .map(({ name }, i) => {
      const row = probabilities[i] ?? [];
      const leaving = row
        .map((value, j) => ({ value, j }))
        .filter(({ value, j }) => j !== i && value > 0)
        .sort((a, b) => b.value - a.value)[0];
      const onward = leaving
        ? `, most often goes on to ${looks[leaving.j]?.name ?? ''} (${shareText(leaving.value)})`
        : '';
      return `${name}: stays with ${shareText(row[i] ?? 0)}${onward}`;
    })
    .join('; ');
}

export function transitionHeatmap(
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const probabilities = inOrder(result.transitionMatrix, looks);
  const counts = inOrder(result.transitionCounts, looks);
  const { one } = result.panel.periodUnit;
  const crowded = looks.length > 5;
  return {
    data: [cells(probabilities, counts, looks, theme), writtenCells(probabilities, theme)],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: crowded ? 120 : 60, b: 16 },
      xaxis: {
        ...categoryAxis,
        side: 'top',
        title: { text: `In the next ${one}` },
        tickangle: crowded ? -40 : 0,
        tickvals: looks.map((_, j) => j),
        ticktext: looks.map(({ name }) =>
          labelText(name, crowded ? 18 : Math.floor(72 / looks.length)),
        ),
        tickfont: { size: 12, color: inkOf(theme).text },
        range: [-0.5, looks.length - 0.5],
      },
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name)),
        theme,
        { title: { text: `In one ${one}` } },
      ),
    },
    description: `Probabilities from one ${one} to the next. ${describe(probabilities, looks)}.`,
    method: {
      text: `The transition probabilities of the fitted model; each row adds up to 100 %. Hovering says how many such steps there are on the most probable paths of all people.`,
      formula: `a(i, j) = P(state j in the next ${one} | state i now)`,
      ...allRows(result),
    },
    table: {
      columns: [
        textColumn('From'),
        textColumn('To'),
        numberColumn('Probability'),
        numberColumn('Steps seen'),
      ],
      rows: looks.flatMap((from, i) =>
        looks.map((to, j) => [from.name, to.name, probabilities[i]?.[j] ?? 0, counts[i]?.[j] ?? 0]),
      ),
    },
    size: { width: 720, height: Math.max(260, (crowded ? 190 : 130) + looks.length * 40) },
  };
}
