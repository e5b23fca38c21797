// How far every feature moves the model on average: mean |SHAP|, stacked by class.
import type { ExplainResult } from '#shared/results/explain-result';
import { linearAxis } from '../axis.ts';
import type { Figure, Method, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { unitWords, type ExplainLook } from './explain-parts.ts';

const mostRows = 20;

/** Of the persons who were explained. */
export function shapMethod(result: ExplainResult): Omit<Method, 'text'> {
  const { shap } = result.explanations;
  return {
    sampleSize: shap.personCount,
    populationSize: Math.max(shap.personCount, result.provenance.personCount),
    exact: shap.exact,
  };
}

function barsOf(
  result: ExplainResult,
  look: ExplainLook,
  shown: readonly number[],
  theme: Theme,
): Trace {
  const { meanAbsolute } = result.explanations.shap;
  const values = shown.map((feature) => meanAbsolute[feature]?.[look.segment.index] ?? 0);
  return {
    type: 'bar',
    orientation: 'h',
    name: look.label,
    x: values,
    y: shown.map((_, row) => row),
    width: 0.66,
    marker: { color: look.colour, line: { color: inkOf(theme).outline, width: 1 } },
    hovertext: shown.map(
      (feature, row) =>
        `<b>${labelText(result.features[feature]?.name ?? '', 50, 1)}</b><br>${look.label}: ${numberText(values[row] ?? 0)}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

export function shapBars(
  result: ExplainResult,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const { shap } = result.explanations;
  const shown = shap.order.slice(0, mostRows);
  const nameOf = (feature: number): string => result.features[feature]?.name ?? '';
  const totalOf = (feature: number): number =>
    (shap.meanAbsolute[feature] ?? []).reduce((sum, value) => sum + value, 0);
  const first = shown
    .slice(0, 6)
    .map((feature) => `${nameOf(feature)}: ${numberText(totalOf(feature))}`);
  const left = shap.order.length - shown.length;
  const firstOf = ({ name, segment }: ExplainLook): string => {
    const of = (feature: number): number => shap.meanAbsolute[feature]?.[segment.index] ?? 0;
    const [best = 0] = [...shap.order].sort((a, b) => of(b) - of(a));
    return `${name} most by ${nameOf(best)}`;
  };
  return {
    data: looks.map((look) => barsOf(result, look, shown, theme)),
    layout: {
      template: template(theme),
      barmode: 'stack',
      margin: { l: 16, r: 24, t: 36, b: 16 },
      showlegend: true,
      legend: {
        orientation: 'h',
        x: 0,
        y: 1,
        xanchor: 'left',
        yanchor: 'bottom',
        traceorder: 'normal',
      },
      xaxis: linearAxis(`Mean |SHAP value|, ${unitWords[shap.unit]}`),
      yaxis: rowAxis(
        shown.map((feature) => labelText(nameOf(feature), 26, 2)),
        theme,
      ),
    },
    description: `Mean size of the SHAP values, summed over ${looks.length} segments, largest first. ${first.join('; ')}. ${looks.map(firstOf).join('; ')}.${left > 0 ? ` ${left} more features are in the numbers.` : ''}`,
    method: {
      text: shap.sentence,
      formula: 'length = mean over persons of |SHAP value of the feature towards the class|',
      ...shapMethod(result),
    },
    table: {
      columns: [
        textColumn('Feature'),
        numberColumn('Sum'),
        ...looks.map(({ name }) => numberColumn(name)),
      ],
      rows: shap.order.map((feature) => [
        nameOf(feature),
        totalOf(feature),
        ...looks.map(({ segment }) => shap.meanAbsolute[feature]?.[segment.index] ?? null),
      ]),
    },
    size: { width: 720, height: Math.max(240, 120 + shown.length * 28) },
  };
}
