// Every explained person as a point: what each feature adds towards one class, coloured by its value.
import type { ExplainResult } from '#shared/results/explain-result';
import { linearAxis } from '../axis.ts';
import { colourAt } from '../colour.ts';
import { drawDots, mostDots, rangeOf, type AxisRange, type DotGroup } from '../dots.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { colourKey, numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { countText, numberText } from '../number-text.ts';
import { inkOf, type ColourMap } from '../palette.ts';
import { extentOf } from '../point-places.ts';
import { template } from '../template.ts';
import { contrastColours, unitWords, zeroLine, type ExplainLook } from './explain-parts.ts';
import { featureValueText } from './feature-value.ts';
import { shapMethod } from './shap-bars.ts';
import { swarmShifts, thinned } from './swarm-places.ts';

const mostFeatures = 14;
const binCount = 90;
/** Steps of the colours from low to high. */
const colourSteps = 25;

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

function groupOf(
  points: readonly SwarmPoint[],
  look: Pick<DotGroup, 'colour' | 'size' | 'isSquare'>,
): DotGroup {
  return {
    ...look,
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    opacity: 0.85,
    trace: {
      hovertext: points.map(({ hover }) => hover),
      hovertemplate: '%{hovertext}<extra></extra>',
    },
  };
}

/** The points in groups of like colour, categories in the middle one; missing values by themselves. */
function groupsOf(points: readonly SwarmPoint[], colours: ColourMap, theme: Theme): DotGroup[] {
  const missing = points.filter(({ isMissing }) => isMissing);
  const steps = Array.from({ length: colourSteps }, (): SwarmPoint[] => []);
  for (const point of points)
    if (!point.isMissing) steps[Math.round((point.rank ?? 0.5) * (colourSteps - 1))]?.push(point);
  return [
    ...steps.map((step, i) =>
      groupOf(step, { colour: colourAt(colours, i / (colourSteps - 1)), size: 5 }),
    ),
    groupOf(missing, { colour: inkOf(theme).text, size: 3, isSquare: true }),
  ].filter(({ x }) => x.length > 0);
}

/** The key of the colours, and no point. */
function keyTrace(colours: ColourMap, theme: Theme): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    x: [null],
    y: [null],
    hoverinfo: 'skip',
    marker: {
      color: [0.5],
      cmin: 0,
      cmax: 1,
      colorscale: colours,
      showscale: true,
      colorbar: colourKey('Value of<br>the feature', theme, {
        tickvals: [0.03, 0.95],
        ticktext: ['low', 'high'],
        len: 0.6,
      }),
    },
  };
}

/** From end to end of the points and the line at zero, with a little room. */
function shownRange(points: readonly SwarmPoint[]): AxisRange {
  const { low, high } = extentOf([0, ...points.map(({ x }) => x)]);
  const room = (high - low) * 0.04 || 1;
  return [low - room, high + room];
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
    Math.floor(mostDots / Math.max(1, entries.length)),
  );
  const points = entries.flatMap((entry, row) => pointsOf(result, entry, classIndex, row, drawn));
  const nameOf = ({ feature }: SwarmFeature): string => result.features[feature]?.name ?? '';
  const { low, middle, high } = contrastColours(theme);
  const colours: ColourMap = [
    [0, low],
    [0.5, middle],
    [1, high],
  ];
  const range = shownRange(points);
  const yaxis = rowAxis(
    entries.map((entry) => labelText(nameOf(entry), 26, 2)),
    theme,
  );
  const { data, images } = drawDots(groupsOf(points, colours, theme), range, rangeOf(yaxis));
  return {
    data: [...data, keyTrace(colours, theme)],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 24, b: 16 },
      xaxis: linearAxis(`SHAP value towards ${look.label}, ${unitWords[shap.unit]}`, {
        range: [...range],
      }),
      yaxis,
      images,
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
      text: `${shap.sentence} A point is a person; its colour is the place of their value among all (low to high), grey for categories; a small square is a missing value. Points with like values are set above each other.`,
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
  };
}
