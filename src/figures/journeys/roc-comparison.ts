// Is the network better than counting? Both on people that neither has seen.
import type { JourneysResult } from '#shared/results/journeys-result';
import { percentAxis } from '../axis.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';

type Roc = NonNullable<JourneysResult['encoder']['network']>;

interface NamedRoc {
  name: string;
  roc: Roc;
  colour: string;
  dash: 'solid' | 'dash';
}

const aucText = ({ auc, low, high }: Roc): string =>
  `${auc.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

function lineOf({ name, roc, colour, dash }: NamedRoc): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: roc.falsePositive.map((share) => share * 100),
    y: roc.truePositive.map((share) => share * 100),
    line: { color: colour, width: 2.5, dash },
    hovertext: roc.falsePositive.map(
      (share, i) =>
        `<b>${name}</b><br>finds ${shareText(roc.truePositive[i] ?? 0)} of those with the outcome<br>and wrongly names ${shareText(share)} of the others`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** Both areas, in the empty corner. */
function areaTexts(curves: readonly NamedRoc[], theme: Theme): Layout[] {
  const ink = inkOf(theme);
  return [
    ...curves.map(({ name, roc, colour, dash }, i) => ({
      x: 100,
      y: 26 - 8 * i,
      xanchor: 'right',
      text: `<span style="color:${colour}">${dash === 'solid' ? '━' : '╍'}</span> ${name}: AUC ${aucText(roc)}`,
      font: { size: 12, color: ink.text },
    })),
    {
      x: 100,
      y: 10,
      xanchor: 'right',
      text: '┄ guessing: 0.5',
      font: { size: 12, color: ink.muted },
    },
  ];
}

function tableOf(curves: readonly NamedRoc[]): NumbersTable {
  return {
    columns: [
      textColumn('Way'),
      numberColumn('Wrongly named, of those without the outcome'),
      numberColumn('Found, of those with the outcome'),
    ],
    rows: curves.flatMap(({ name, roc }) =>
      roc.falsePositive.map((share, i) => [name, share, roc.truePositive[i] ?? null]),
    ),
  };
}

export function rocComparison(
  result: JourneysResult,
  network: Roc,
  baseline: Roc,
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const { split } = result.encoder;
  const curves: NamedRoc[] = [
    { name: 'network', roc: network, colour: ink.accent, dash: 'solid' },
    { name: 'counting', roc: baseline, colour: ink.warning, dash: 'dash' },
  ];
  const total = split.training + split.validation + split.test;
  const range = { range: [-1, 101], dtick: 20, fixedrange: true };
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: [0, 100],
        y: [0, 100],
        line: { color: ink.context, width: 1, dash: 'dot' },
        hoverinfo: 'skip',
      },
      ...curves.toReversed().map(lineOf),
    ],
    layout: {
      template: template(theme),
      xaxis: percentAxis('Wrongly named, of people without the outcome', range),
      yaxis: percentAxis('Found, of people with it', range),
      annotations: areaTexts(curves, theme),
    },
    description: `Area under the curve on held-out people: network ${aucText(network)}, counting ${aucText(baseline)}; 0.5 is guessing. ${result.encoder.sentence}`,
    method: {
      text: 'People are ranked by the foretold probability of the outcome; the curve says how many of those with the outcome are among the first, and how many without. Only people of the test part, whom neither the network nor the counting model has seen. Counting: a logistic regression on how often each kind and each pair of kinds happened, length and pauses. Intervals are 95 %.',
      formula: 'AUC = P(a person with the outcome is ranked before one without)',
      sampleSize: split.test,
      populationSize: Math.max(total, split.test),
      exact: false,
    },
    table: tableOf(curves),
    size: { width: 480, height: 360 },
  };
}
