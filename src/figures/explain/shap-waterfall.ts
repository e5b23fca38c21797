// From the average person to this one: what every feature adds towards a class, and where it ends.
import type { Waterfall } from '#shared/results/explain/person-explanation';
import { linearAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { contrastColours, unitWords } from './explain-parts.ts';

const mostRows = 12;
const mostCompactRows = 8;

export interface WaterfallInput {
  waterfall: Waterfall;
  person: string;
  className: string;
  /** For a narrow place: fewer steps, names and values on two lines. */
  compact?: boolean;
}

interface Step {
  name: string;
  valueText: string;
  contribution: number;
  /** Where the bar begins. */
  start: number;
}

const signed = (value: number): string => `${value >= 0 ? '+' : ''}${numberText(value)}`;

/** The largest contributions; the others as one step, so that the bars still add up. */
function stepsOf({ base, contributions }: Waterfall, most: number): Step[] {
  const shown = contributions.slice(0, contributions.length > most ? most - 1 : most);
  const others = contributions.slice(shown.length);
  const all = [
    ...shown,
    ...(others.length > 0
      ? [
          {
            name: `${others.length} other features`,
            valueText: '',
            contribution: others.reduce((sum, { contribution }) => sum + contribution, 0),
          },
        ]
      : []),
  ];
  let start = base;
  return all.map(({ name, valueText, contribution }) => {
    const step = { name, valueText, contribution, start };
    start += contribution;
    return step;
  });
}

function barTrace(steps: readonly Step[], theme: Theme): Trace {
  const ink = inkOf(theme);
  const { low, high } = contrastColours(theme);
  return {
    type: 'bar',
    orientation: 'h',
    base: steps.map(({ start }) => start),
    x: steps.map(({ contribution }) => contribution),
    y: steps.map((_, row) => row),
    width: 0.66,
    marker: {
      color: steps.map(({ contribution }) => (contribution >= 0 ? high : low)),
      line: { color: ink.outline, width: 1 },
      // Not by colour alone: what speaks against the class is hatched.
      pattern: {
        shape: steps.map(({ contribution }) => (contribution >= 0 ? '' : '/')),
        fgcolor: ink.surface,
        size: 7,
        solidity: 0.25,
      },
    },
    hovertext: steps.map(
      ({ name, valueText, contribution, start }) =>
        `<b>${labelText(name, 40, 1)}</b> ${escapeText(valueText)}<br>${signed(contribution)}: from ${numberText(start)} to ${numberText(start + contribution)}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** Lines from the end of a bar to the beginning of the next. */
function connections(steps: readonly Step[], theme: Theme): Layout[] {
  return steps.slice(0, -1).map(({ start, contribution }, row) => ({
    type: 'line',
    x0: start + contribution,
    x1: start + contribution,
    y0: row,
    y1: row + 1,
    layer: 'below',
    line: { color: inkOf(theme).axis, width: 1 },
  }));
}

/** A label that stays within the picture: at the outer thirds it grows inwards. */
function markedEnd(
  x: number,
  text: string,
  edge: 'top' | 'bottom',
  [low, high]: readonly [number, number],
  theme: Theme,
): Layout {
  const place = (x - low) / (high - low || 1);
  return {
    x,
    xanchor: place > 0.66 ? 'right' : place < 0.34 ? 'left' : 'center',
    yref: 'paper',
    y: edge === 'top' ? 1 : 0,
    yanchor: edge === 'top' ? 'bottom' : 'top',
    // Below the ticks, above the title of the axis.
    yshift: edge === 'top' ? 2 : -22,
    text,
    font: { size: 12, color: inkOf(theme).text },
  };
}

function endLines(values: readonly number[], theme: Theme): Layout[] {
  return values.map((x) => ({
    type: 'line',
    layer: 'below',
    x0: x,
    x1: x,
    yref: 'paper',
    y0: 0,
    y1: 1,
    line: { color: inkOf(theme).axis, width: 1.5, dash: 'dot' },
  }));
}

export function shapWaterfall(
  { waterfall, person, className, compact = false }: WaterfallInput,
  theme: Theme,
): Figure {
  const steps = stepsOf(waterfall, compact ? mostCompactRows : mostRows);
  const { base, output, unit } = waterfall;
  const ends = steps.flatMap(({ start, contribution }) => [start, start + contribution]);
  const [low, high] = [Math.min(base, output, ...ends), Math.max(base, output, ...ends)];
  const room = (high - low || 1) * 0.08;
  const range = [low - room, high + room] as const;
  const axisTitle = compact
    ? unitWords[unit]
    : `Towards ${escapeText(className)}, ${unitWords[unit]}`;
  const rows = steps.map(({ name, valueText, contribution }) => {
    const value = valueText === '' ? '' : ` = ${escapeText(valueText)}`;
    const amount = `<b>${signed(contribution)}</b>`;
    return compact
      ? `${labelText(name, 22, 1)}<br>${value} ${amount}`
      : `${labelText(name, 30, 1)}${value}  ${amount}`;
  });
  return {
    data: [barTrace(steps, theme)],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 28, b: 72 },
      xaxis: linearAxis('', {
        range,
        nticks: compact ? 5 : 8,
        title: { text: axisTitle, standoff: 28 },
        fixedrange: true,
      }),
      yaxis: rowAxis(rows, theme),
      shapes: [...connections(steps, theme), ...endLines([base, output], theme)],
      annotations: [
        markedEnd(base, `average: ${numberText(base)}`, 'top', range, theme),
        markedEnd(output, `<b>this person: ${numberText(output)}</b>`, 'bottom', range, theme),
      ],
    },
    description: `What moves ${person} towards ${className}: from ${numberText(base)} to ${numberText(output)}. ${steps
      .slice(0, 8)
      .map(
        ({ name, valueText, contribution }) =>
          `${name}${valueText === '' ? '' : ` (${valueText})`} ${signed(contribution)}`,
      )
      .join('; ')}.`,
    method: {
      text: `${waterfall.sentence} Hatched bars speak against the segment. The average is that of the background. The bars add up to the model's output (difference ${waterfall.residual.toExponential(1)}). It says what the model goes by, not what causes anything.`,
      formula: 'output = base + sum of SHAP values',
      sampleSize: 1,
      populationSize: 1,
      exact: true,
    },
    table: {
      columns: [textColumn('Feature'), textColumn('Value'), numberColumn('Contribution')],
      rows: [
        ['base', '', base],
        ...waterfall.contributions.map(({ name, valueText, contribution }) => [
          name,
          valueText,
          contribution,
        ]),
        ['output', '', output],
      ],
    },
    size: { width: 720, height: Math.max(260, 150 + steps.length * (compact ? 38 : 30)) },
  };
}
