// What every state is like: all features side by side, in own units, coloured by the distance from all rows.
import type { StatesResult } from '#shared/results/states-result';
import { categoryAxis } from '../axis.ts';
import { cellTexts } from '../cell-texts.ts';
import { colourAt, textOn } from '../colour.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { colourKey, numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { numberText, shareText } from '../number-text.ts';
import { divergingMap, inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { allRows, bareText, featureText, type StateLook } from './states-looks.ts';

type Cell = StateLook['segment']['profile'][number];

/** Beyond, a colour says no more. */
const farthest = 3;

interface Column {
  feature: StatesResult['features'][number];
  cells: (Cell | undefined)[];
  everybody: number | null;
}

/** Features that took part in the fit. */
function columnsOf(result: StatesResult, looks: readonly StateLook[]): Column[] {
  return result.features.flatMap((feature, i) =>
    feature.leftOut === null
      ? [
          {
            feature,
            cells: looks.map(({ segment }) => segment.profile[i]),
            everybody: result.everybody[i]?.mean ?? null,
          },
        ]
      : [],
  );
}

function hoverText({ label }: StateLook, { feature, everybody }: Column, cell?: Cell): string {
  const missing = cell?.missingShare ?? 0;
  return [
    `<b>${label}</b>`,
    escapeText(`${feature.label}: ${featureText(cell?.mean ?? null, feature) || 'not known'}`),
    ...(cell?.z == null ? [] : [`${numberText(cell.z)} standard deviations from all rows`]),
    ...(everybody === null ? [] : [escapeText(`all rows: ${featureText(everybody, feature)}`)]),
    ...(missing > 0 ? [`missing in ${shareText(missing)} of its rows`] : []),
  ].join('<br>');
}

function colours(
  looks: readonly StateLook[],
  columns: Column[],
  reach: number,
  theme: Theme,
): Trace {
  return {
    type: 'heatmap',
    z: looks.map((_, row) => columns.map(({ cells }) => cells[row]?.z ?? null)),
    zmin: -reach,
    zmax: reach,
    colorscale: divergingMap(theme).map(([place, colour]) => [place, colour]),
    xgap: 2,
    ygap: 2,
    hovertext: looks.map((look, row) =>
      columns.map((column) => hoverText(look, column, column.cells[row])),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
    hoverongaps: false,
    colorbar: colourKey('Standard deviations<br>from all rows', theme),
  };
}

function writtenMeans(rows: number, columns: Column[], reach: number, theme: Theme): Trace {
  const map = divergingMap(theme);
  return cellTexts(
    Array.from({ length: rows }, (_, y) =>
      columns.map(({ feature, cells }, x) => {
        const z = cells[y]?.z ?? null;
        return {
          x,
          y,
          text: bareText(cells[y]?.mean ?? null, feature),
          colour:
            z === null
              ? inkOf(theme).text
              : textOn(colourAt(map, (Math.max(-reach, Math.min(reach, z)) / reach + 1) / 2)),
        };
      }),
    ).flat(),
  );
}

/** "Events<br>(events)": the unit where the label does not say it. */
function heading({ feature }: Column): string {
  const { many } = feature.unit;
  // What is counted is said by the label.
  const said =
    feature.kind === 'count' ||
    many === '' ||
    feature.label.toLowerCase().includes(many.toLowerCase());
  return `<b>${labelText(feature.label, 16, 3)}</b>${said ? '' : `<br>${escapeText(many)}`}`;
}

export function stateProfiles(
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const columns = columnsOf(result, looks);
  const sizes = columns.flatMap(({ cells }) => cells.map((cell) => Math.abs(cell?.z ?? 0)));
  const reach = Math.min(farthest, Math.max(1, ...sizes));
  const crowded = columns.length > 6;
  return {
    data: [
      colours(looks, columns, reach, theme),
      writtenMeans(looks.length, columns, reach, theme),
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: crowded ? 110 : 60, b: 16 },
      xaxis: {
        ...categoryAxis,
        side: 'top',
        tickangle: crowded ? -45 : 0,
        tickvals: columns.map((_, i) => i),
        ticktext: columns.map(heading),
        tickfont: { size: 12, color: inkOf(theme).text },
        range: [-0.5, columns.length - 0.5],
      },
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name)),
        theme,
      ),
    },
    description: `Means of the states in own units. ${looks
      .map(
        ({ name }, row) =>
          `${name}: ${columns.map(({ feature, cells }) => `${feature.label} ${featureText(cells[row]?.mean ?? null, feature) || 'not known'}`).join(', ')}`,
      )
      .join('; ')}.`,
    method: {
      text: 'The number is the mean over the cells that are not missing, every row weighted by the probability of the state; flags and shares are in percent. The colour says how many standard deviations of all rows it lies from their mean, on the scale on which the model was fitted.',
      formula: 'mean = sum of p(state | row) × value / sum of p(state | row)',
      ...allRows(result),
    },
    table: {
      columns: [
        textColumn('State'),
        textColumn('Feature'),
        numberColumn('Mean'),
        numberColumn('Standard deviations'),
        numberColumn('Missing share'),
        numberColumn('Mean of all rows'),
      ],
      rows: looks.flatMap(({ name }, row) =>
        columns.map(({ feature, cells, everybody }) => [
          name,
          feature.label,
          cells[row]?.mean ?? null,
          cells[row]?.z ?? null,
          cells[row]?.missingShare ?? null,
          everybody,
        ]),
      ),
    },
    size: { width: 720, height: Math.max(240, (crowded ? 190 : 130) + looks.length * 44) },
  };
}
