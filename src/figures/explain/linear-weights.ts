// Weights of the logistic regression, by feature and class: what speaks for a class, and how much.
import type { ExplainResult } from '#shared/results/explain-result';
import { categoryAxis } from '../axis.ts';
import { cellTexts } from '../cell-texts.ts';
import { colourAt, textOn } from '../colour.ts';
import type { Figure, Theme } from '../figure.ts';
import { colourKey, numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { numberText } from '../number-text.ts';
import { divergingMap, inkOf } from '../palette.ts';
import { template } from '../template.ts';
import type { ExplainLook } from './explain-parts.ts';

const mostRows = 24;

type Term = ExplainResult['explanations']['linear']['terms'][number];

const sizeOf = ({ standardised }: Term): number => Math.max(...standardised.map(Math.abs), 0);

function hoverText({ name, standardised, own }: Term, look: ExplainLook): string {
  const { index } = look.segment;
  return [
    `<b>${labelText(name, 50, 1)}</b>, ${look.label}`,
    `${numberText(standardised[index] ?? 0)} by one standard deviation`,
    `${numberText(own[index] ?? 0)} by one unit`,
  ].join('<br>');
}

export function linearWeights(
  result: ExplainResult,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const { linear } = result.explanations;
  const terms = [...linear.terms].sort((a, b) => sizeOf(b) - sizeOf(a));
  const shown = terms.slice(0, mostRows);
  const weights = shown.map(({ standardised }) =>
    looks.map(({ segment }) => standardised[segment.index] ?? 0),
  );
  const reach = Math.max(0.1, ...weights.flat().map(Math.abs));
  const map = divergingMap(theme);
  const crowded = looks.length > 5;
  return {
    data: [
      {
        type: 'heatmap',
        z: weights,
        zmin: -reach,
        zmax: reach,
        colorscale: map.map(([place, colour]) => [place, colour]),
        xgap: 2,
        ygap: 2,
        hovertext: shown.map((term) => looks.map((look) => hoverText(term, look))),
        hovertemplate: '%{hovertext}<extra></extra>',
        colorbar: colourKey('Weight, by one<br>standard deviation', theme, { len: 0.8 }),
      },
      cellTexts(
        weights.flatMap((row, y) =>
          row.map((value, x) => ({
            x,
            y,
            text: numberText(Number(value.toFixed(2))),
            colour: textOn(colourAt(map, (value / reach + 1) / 2)),
          })),
        ),
      ),
    ],
    layout: {
      template: template(theme),
      xaxis: {
        ...categoryAxis,
        side: 'top',
        tickangle: crowded ? -40 : 0,
        tickvals: looks.map((_, x) => x),
        ticktext: looks.map(({ name }) => `<b>${labelText(name, crowded ? 18 : 16)}</b>`),
        tickfont: { size: 12, color: inkOf(theme).text },
        range: [-0.5, looks.length - 0.5],
      },
      yaxis: rowAxis(
        shown.map(({ name }) => labelText(name, 28, 2)),
        theme,
      ),
    },
    description: `Weights of the logistic regression, per standard deviation. ${looks
      .map(({ name, segment }) => {
        const [first] = [...terms].sort(
          (a, b) =>
            Math.abs(b.standardised[segment.index] ?? 0) -
            Math.abs(a.standardised[segment.index] ?? 0),
        );
        return `${name}: most by ${first?.name ?? 'nothing'} (${numberText(first?.standardised[segment.index] ?? 0)})`;
      })
      .join('; ')}.`,
    method: {
      text: `A multinomial logistic regression with L2, fitted on all labelled people. ${linear.converged ? 'The fit converged.' : 'The fit did not converge: read the weights with care.'} A weight says how the margin (log-odds) of the class changes by one standard deviation of the feature, the others held; among features that go together weights are shared arbitrarily.`,
      formula: 'margin of a class = intercept + sum of weight × standardised value',
      sampleSize: result.label.labelledCount,
      populationSize: result.label.labelledCount,
      exact: true,
    },
    table: {
      columns: [
        textColumn('Term'),
        ...looks.flatMap(({ name }) => [
          numberColumn(`${name}, by one deviation`),
          numberColumn(`${name}, by one unit`),
        ]),
      ],
      rows: terms.map(({ name, standardised, own }) => [
        name,
        ...looks.flatMap(({ segment }) => [
          standardised[segment.index] ?? null,
          own[segment.index] ?? null,
        ]),
      ]),
    },
    size: { width: 720, height: Math.max(240, 110 + shown.length * 30) },
  };
}
