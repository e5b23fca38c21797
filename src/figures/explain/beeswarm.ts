// Every explained person as a point: what each feature adds towards one class, coloured by its value.
import type { ExplainResult } from '#shared/results/explain-result';
import { linearAxis } from '../axis.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { colourKey, numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { countText, numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { contrastColours, unitWords, zeroLine, type ExplainLook } from './explain-parts.ts';
import { featureValueText } from './feature-value.ts';
import { shapMethod } from './shap-bars.ts';
import { swarmShifts, thinned } from './swarm-places.ts';

const mostPoints = 20_000;
/** More are drawn by the graphics card. */
const mostSvgPoints = 3000;
const mostFeatures = 14;
const binCount = 90;

type SwarmFeature = ExplainResult['explanations']['shap']['beeswarm']['features'][number];

interface SwarmPoint {
  row: number;
  x: number;
  y: number;
  /** Categories have no order: they stand in the middle of the colours. */
  rank: number | null;
  isMissing: boolean;
  hover: string;
}

function pointsOf(
  result: ExplainResult,
  entry: SwarmFeature,
  classIndex: number,
  row: number,
  drawn: readonly number[],
): SwarmPoint[] {
  const { persons } = result.explanations.shap.beeswarm;
  const feature = result.features[entry.feature];
  const shap = entry.shap[classIndex] ?? [];
  const values = drawn.map((person) => shap[person] ?? 0);
  const shifts = swarmShifts(values, binCount);
  return drawn.map((person, i) => ({
    row,
    x: values[i] ?? 0,
    y: row + 0.8 * (shifts[i] ?? 0),
    rank: entry.ranks[person] ?? null,
    isMissing: (entry.values[person] ?? null) === null,
    hover: [
      `<b>${escapeText(persons[person] ?? '')}</b>`,
      `${labelText(feature?.name ?? '', 40, 1)}: ${escapeText(featureValueText(feature, entry.values[person] ?? null))}`,
      `adds ${numberText(values[i] ?? 0)}`,
    ].join('<br>'),
  }));
}

function pointTrace(
  points: readonly SwarmPoint[],
  type: 'scatter' | 'scattergl',
  theme: Theme,
): Trace {
  const { low, middle, high } = contrastColours(theme);
  return {
    type,
    mode: 'markers',
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    marker: {
      size: 5,
      color: points.map(({ rank }) => rank ?? 0.5),
      cmin: 0,
      cmax: 1,
      colorscale: [
        [0, low],
        [0.5, middle],
        [1, high],
      ],
      opacity: 0.85,
      showscale: true,
      colorbar: colourKey('Value of<br>the feature', theme, {
        tickvals: [0.03, 0.95],
        ticktext: ['low', 'high'],
        len: 0.6,
      }),
    },
    hovertext: points.map(({ hover }) => hover),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function missingTrace(points: readonly SwarmPoint[], theme: Theme): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'value missing',
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    marker: { size: 5, symbol: 'x-thin', line: { color: inkOf(theme).text, width: 1 } },
    hovertext: points.map(({ hover }) => hover),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** Correlation of value and SHAP value, told as words; null where values have no order. */
function directionOf(entry: SwarmFeature, classIndex: number): string {
  const shap = entry.shap[classIndex] ?? [];
  const known = entry.ranks.flatMap((rank, i) =>
    rank === null ? [] : [[rank, shap[i] ?? 0] as const],
  );
  const meanRank = known.reduce((sum, [rank]) => sum + rank, 0) / (known.length || 1);
  const slope = known.reduce((sum, [rank, value]) => sum + (rank - meanRank) * value, 0);
  const size = known.reduce((sum, [rank, value]) => sum + Math.abs((rank - meanRank) * value), 0);
  if (size === 0) return 'adds nothing';
  if (Math.abs(slope) < 0.3 * size) return 'goes both ways';
  return slope > 0 ? 'high values speak for it' : 'low values speak for it';
}

export function beeswarm(result: ExplainResult, look: ExplainLook, theme: Theme): Figure {
  const { shap } = result.explanations;
  const entries = shap.beeswarm.features.slice(0, mostFeatures);
  const classIndex = look.segment.index;
  const drawn = thinned(
    shap.beeswarm.persons.length,
    Math.floor(mostPoints / Math.max(1, entries.length)),
  );
  const points = entries.flatMap((entry, row) => pointsOf(result, entry, classIndex, row, drawn));
  const known = points.filter(({ isMissing }) => !isMissing);
  const missing = points.filter(({ isMissing }) => isMissing);
  const nameOf = ({ feature }: SwarmFeature): string => result.features[feature]?.name ?? '';
  const draw = (type: 'scatter' | 'scattergl'): Figure => ({
    data: [
      pointTrace(known, type, theme),
      ...(missing.length > 0 ? [missingTrace(missing, theme)] : []),
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 24, b: 16 },
      xaxis: linearAxis(`SHAP value towards ${look.label}, ${unitWords[shap.unit]}`),
      yaxis: rowAxis(
        entries.map((entry) => labelText(nameOf(entry), 26, 2)),
        theme,
      ),
      shapes: [zeroLine(theme)],
      annotations: [
        {
          xref: 'paper',
          yref: 'paper',
          x: 1,
          y: 1,
          xanchor: 'right',
          yanchor: 'bottom',
          text: `→ speaks for ${look.label}`,
        },
        {
          xref: 'paper',
          yref: 'paper',
          x: 0,
          y: 1,
          xanchor: 'left',
          yanchor: 'bottom',
          text: 'speaks against it ←',
        },
      ],
    },
    description: `SHAP values of ${countText(drawn.length)} people towards ${look.name}. ${entries
      .slice(0, 8)
      .map((entry) => `${nameOf(entry)}: ${directionOf(entry, classIndex)}`)
      .join('; ')}.`,
    method: {
      text: `${shap.sentence} A point is a person; its colour is the place of their value among all (low to high), grey for categories; a cross is a missing value. Points with like values are set above each other.`,
      ...shapMethod(result),
      sampleSize: Math.min(drawn.length, shap.personCount),
      exact: shap.exact && drawn.length >= shap.personCount,
    },
    table: {
      columns: [
        textColumn('Person'),
        textColumn('Feature'),
        textColumn('Value'),
        numberColumn('SHAP value'),
      ],
      rows: entries.flatMap((entry) =>
        drawn.map((person) => [
          shap.beeswarm.persons[person] ?? '',
          nameOf(entry),
          featureValueText(result.features[entry.feature], entry.values[person] ?? null),
          entry.shap[classIndex]?.[person] ?? 0,
        ]),
      ),
    },
    size: { width: 720, height: Math.max(260, 110 + entries.length * 40) },
  });
  if (points.length <= mostSvgPoints) return draw('scatter');
  return { ...draw('scattergl'), withoutWebgl: draw('scatter') };
}
