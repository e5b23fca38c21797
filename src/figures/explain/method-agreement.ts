// SHAP, LIME and permutation importance side by side: ranks joined by lines, disagreements marked.
import type { ExplainResult } from '#shared/results/explain-result';
import { categoryAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { escapeText, shorten } from '../label-text.ts';
import { shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { spreadLabels } from '../spread-labels.ts';
import { template } from '../template.ts';
import { shapMethod } from './shap-bars.ts';

const mostFeatures = 16;

type Row = ExplainResult['explanations']['agreement']['features'][number];

const methods = ['SHAP', 'LIME', 'Permutation'] as const;
const methodWords: Readonly<Record<string, string>> = {
  shap: 'SHAP',
  lime: 'LIME',
  permutation: 'permutation importance',
};

/** How a method is written. */
export const methodWord = (method: string): string => methodWords[method.toLowerCase()] ?? method;

const ranksOf = ({ shapRank, limeRank, permutationRank }: Row): number[] => [
  shapRank,
  limeRank,
  permutationRank,
];
const sharesOf = ({ shapShare, limeShare, permutationShare }: Row): number[] => [
  shapShare,
  limeShare,
  permutationShare,
];

function lineTrace(row: Row, isApart: boolean, theme: Theme): Trace {
  const ink = inkOf(theme);
  const colour = isApart ? ink.warning : ink.accent;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: [0, 1, 2],
    y: ranksOf(row),
    opacity: isApart ? 1 : 0.75,
    line: { color: colour, width: isApart ? 3 : 1.5, dash: isApart ? 'solid' : 'dot' },
    marker: {
      size: sharesOf(row).map((share) => 7 + 16 * Math.sqrt(Math.max(0, share))),
      color: colour,
      symbol: isApart ? 'diamond' : 'circle',
      opacity: 1,
      line: { color: ink.surface, width: 1 },
    },
    hovertext: ranksOf(row).map(
      (rank, i) =>
        `<b>${escapeText(row.name)}</b><br>${methods[i] ?? ''}: place ${rank}, ${shareText(sharesOf(row)[i] ?? 0)} of the total`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function endLabels(
  rows: readonly Row[],
  apart: ReadonlySet<number>,
  end: 'left' | 'right',
  theme: Theme,
): Layout[] {
  const ink = inkOf(theme);
  const wishes = rows.map((row) => (end === 'left' ? row.shapRank : row.permutationRank));
  const places = spreadLabels(wishes, 0.85, 0.5, Math.max(rows.length, ...wishes) + 0.5);
  return rows.map((row, i) => {
    const text = escapeText(shorten(row.name, 24));
    const isApart = apart.has(row.feature);
    return {
      xref: 'x',
      x: end === 'left' ? 0 : 2,
      y: places[i] ?? 0,
      xanchor: end === 'left' ? 'right' : 'left',
      xshift: end === 'left' ? -16 : 16,
      text: isApart ? `<b>${text}</b>` : text,
      font: { size: 12, color: isApart ? ink.warning : ink.text },
    };
  });
}

export function methodAgreement(result: ExplainResult, theme: Theme): Figure {
  const { agreement, permutation } = result.explanations;
  const rows = [...agreement.features]
    .sort((a, b) => Math.min(...ranksOf(a)) - Math.min(...ranksOf(b)) || a.shapRank - b.shapRank)
    .slice(0, mostFeatures);
  const apart = new Set(agreement.disagreements.map(({ feature }) => feature));
  const last = Math.max(rows.length, ...rows.flatMap(ranksOf));
  // Disagreements lie above the rest.
  const drawn = [...rows].sort(
    (a, b) => Number(apart.has(a.feature)) - Number(apart.has(b.feature)),
  );
  return {
    data: drawn.map((row) => lineTrace(row, apart.has(row.feature), theme)),
    layout: {
      template: template(theme),
      margin: { l: 190, r: 190, t: 16, b: 16 },
      xaxis: {
        ...categoryAxis,
        side: 'top',
        tickvals: [0, 1, 2],
        ticktext: [
          '<b>SHAP</b><br>mean |value|',
          '<b>LIME</b><br>mean |weight|',
          '<b>Permutation</b><br>rise of log-loss',
        ],
        tickfont: { size: 12, color: inkOf(theme).text },
        range: [-0.05, 2.05],
        automargin: true,
      },
      yaxis: { visible: false, range: [last + 0.7, 0.3], fixedrange: true },
      annotations: [
        ...endLabels(rows, apart, 'left', theme),
        ...endLabels(rows, apart, 'right', theme),
      ],
    },
    description: `${agreement.sentence} ${rows
      .slice(0, 8)
      .map((row) => `${row.name}: place ${ranksOf(row).join(', ')}`)
      .join('; ')}.`,
    method: {
      text: `The first place is the top. Marks are larger where a method gives more of its total to the feature; diamonds and thick lines are features on which the methods disagree. SHAP: mean |SHAP| over persons and segments; LIME: mean |weight| over persons; permutation: rise of the log-loss on ${permutation.rowCount.toLocaleString('en-US')} held-out rows.`,
      formula: agreement.correlations
        .map(
          ({ first, second, value }) =>
            `Spearman of ${methodWord(first)} and ${methodWord(second)}: ${value === null ? 'not defined' : value.toFixed(2)}`,
        )
        .join('\n'),
      ...shapMethod(result),
    },
    table: {
      columns: [
        textColumn('Feature'),
        ...methods.flatMap((name) => [
          numberColumn(`${name}, place`),
          numberColumn(`${name}, share`),
        ]),
        textColumn('Disagreement'),
      ],
      rows: agreement.features.map((row) => [
        row.name,
        ...ranksOf(row).flatMap((rank, i) => [rank, sharesOf(row)[i] ?? null]),
        apart.has(row.feature) ? 'yes' : 'no',
      ]),
    },
    size: { width: 720, height: Math.max(280, 90 + last * 30) },
  };
}
