// The rules: how often each is right, against how much of its segment it covers.
import type { ExplainResult } from '#shared/results/explain-result';
import type { Rule } from '#shared/results/explain/global-explanations';
import { percentAxis } from '../axis.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { escapeText, wrapLines } from '../label-text.ts';
import { countText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { errorBars, shareIntervalText, type ExplainLook } from './explain-parts.ts';

const symbols = [
  'circle',
  'square',
  'diamond',
  'triangle-up',
  'cross',
  'pentagon',
  'star',
] as const;

function marks(
  rules: readonly Rule[],
  look: ExplainLook,
  place: number,
  most: number,
  theme: Theme,
): Trace {
  const ink = inkOf(theme);
  return {
    type: 'scatter',
    mode: 'markers',
    name: look.label,
    x: rules.map(({ coverage }) => coverage.value * 100),
    y: rules.map(({ precision }) => precision.value * 100),
    cliponaxis: false,
    error_y: errorBars(
      rules.map(({ precision }) => precision),
      ink.context,
      100,
    ),
    marker: {
      symbol: symbols[place % symbols.length] ?? 'circle',
      size: rules.map(({ matchedCount }) => 9 + 13 * Math.sqrt(matchedCount / Math.max(1, most))),
      color: look.colour,
      opacity: 0.95,
      line: { color: ink.outline, width: 1 },
    },
    hovertext: rules.map((rule) =>
      [
        `<b>${look.label}</b>`,
        ...wrapLines(rule.text, 60, 4).map(escapeText),
        `precision ${shareIntervalText(rule.precision)}`,
        `covers ${shareIntervalText(rule.coverage)}`,
        `${countText(rule.matchedCount)} people match`,
      ].join('<br>'),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

export function ruleScatter(
  result: ExplainResult,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const { rules, sentence } = result.explanations.surrogate;
  const most = Math.max(1, ...rules.map(({ matchedCount }) => matchedCount));
  const axis = { range: [-3, 103], dtick: 25, fixedrange: true };
  const groups = looks
    .map((look) => ({
      look,
      rules: rules.filter(({ classIndex }) => classIndex === look.segment.index),
    }))
    .filter((group) => group.rules.length > 0);
  return {
    data: groups.map((group, place) => marks(group.rules, group.look, place, most, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 36, b: 16 },
      showlegend: true,
      legend: { orientation: 'h', x: 0, y: 1.01, xanchor: 'left', yanchor: 'bottom' },
      xaxis: percentAxis('Coverage: share of the segment that the rule describes', axis),
      yaxis: percentAxis('Precision: share of those who match and are of it', axis),
    },
    description: `${rules.length} rules. ${groups
      .map(({ look, rules: own }) => {
        const [first] = [...own].sort((a, b) => b.coverage.value - a.coverage.value);
        return first
          ? `${look.name}: ${first.text}, precision ${shareText(first.precision.value)}, covers ${shareText(first.coverage.value)}`
          : look.name;
      })
      .join('; ')}.`,
    method: {
      text: `${sentence} A mark is a leaf of a small tree that imitates the model; the larger, the more people match. Precision and coverage are counted on the labelled people by SQL; the bar is the 95 % interval.`,
      formula:
        'precision = people of the segment who match / people who match; coverage = people of the segment who match / people of the segment',
      sampleSize: result.label.labelledCount,
      populationSize: result.label.labelledCount,
      exact: true,
    },
    table: {
      columns: [
        textColumn('Segment'),
        textColumn('Rule'),
        numberColumn('Precision'),
        numberColumn('Coverage'),
        numberColumn('People who match'),
        numberColumn('Of them in the segment'),
      ],
      rows: groups.flatMap(({ look, rules: own }) =>
        own.map((rule) => [
          look.name,
          rule.text,
          rule.precision.value,
          rule.coverage.value,
          rule.matchedCount,
          rule.hitCount,
        ]),
      ),
    },
    size: { width: 720, height: 420 },
  };
}
