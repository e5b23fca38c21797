// How alike the segments of different seeds are: a mark a pair.
import type { JourneysResult } from '#shared/results/journeys-result';
import { linearAxis } from '../axis.ts';
import type { Figure, Theme } from '../figure.ts';
import { markedLine, numberColumn } from '../figure-parts.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { allJourneys, bareAxis } from './journeys-looks.ts';

export function seedAgreement(result: JourneysResult, mean: number, theme: Theme): Figure {
  const ink = inkOf(theme);
  const { adjustedRand, seedCount, sentence } = result.stability;
  const mark = markedLine(mean, `mean ${numberText(mean)}`, ink.text);
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: adjustedRand,
        // Above each other, so that equal ones are seen.
        y: adjustedRand.map((_, i) => (i % 3) - 1),
        marker: {
          size: 12,
          color: ink.accent,
          opacity: 0.75,
          line: { width: 1, color: ink.outline },
        },
        cliponaxis: false,
        hovertext: adjustedRand.map(
          (value) => `a pair of seeds<br>adjusted Rand ${value.toFixed(3)}`,
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 24, r: 24, t: 30, b: 16 },
      xaxis: linearAxis('Adjusted Rand index of two seeds (0 chance, 1 the same)', {
        range: [Math.min(0, ...adjustedRand), 1.02],
        dtick: 0.2,
        fixedrange: true,
      }),
      yaxis: { ...bareAxis, range: [-2, 2] },
      shapes: [mark.shape],
      annotations: [mark.annotation],
    },
    description: `Adjusted Rand indices of all pairs of ${seedCount} seeds: mean ${numberText(mean)}, from ${numberText(Math.min(...adjustedRand))} to ${numberText(Math.max(...adjustedRand))}. ${sentence}`,
    method: {
      text: `The encoder is trained and the people are clustered again with other seeds, ${seedCount} in all; each mark compares two of them.`,
      formula: 'adjusted Rand = (pairs together in both − expected) / (greatest − expected)',
      ...allJourneys(result),
    },
    table: {
      columns: [numberColumn('Pair'), numberColumn('Adjusted Rand index')],
      rows: adjustedRand.map((value, i) => [i + 1, value]),
    },
    size: { width: 480, height: 200 },
  };
}
