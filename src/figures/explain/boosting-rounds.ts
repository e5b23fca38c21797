// How the loss fell while trees were added, and where the fit was stopped.
import type { ExplainResult } from '#shared/results/explain-result';
import type { ModelScores } from '#shared/results/explain/model-comparison';
import { linearAxis } from '../axis.ts';
import type { Figure, Theme } from '../figure.ts';
import { markedLine, numberColumn } from '../figure-parts.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';

export type Rounds = NonNullable<ModelScores['rounds']>;

export function boostingRounds(result: ExplainResult, rounds: Rounds, theme: Theme): Figure {
  const ink = inkOf(theme);
  const mark = markedLine(rounds.kept, `kept: ${rounds.kept} rounds`, ink.accent);
  const last = rounds.losses.at(-1) ?? 0;
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: rounds.losses.map((_, i) => i + 1),
        y: rounds.losses,
        line: { color: ink.muted, width: 2.5 },
        hovertemplate: 'round %{x}: log-loss %{y:.4f}<extra></extra>',
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 48, t: 32, b: 16 },
      xaxis: linearAxis('Rounds (trees a class)'),
      yaxis: linearAxis('Log-loss on people set aside'),
      shapes: [mark.shape],
      annotations: [mark.annotation],
    },
    description: `The loss goes from ${numberText(rounds.losses[0] ?? 0)} to ${numberText(last)} in ${rounds.losses.length} rounds; ${rounds.kept} were kept.`,
    method: {
      text: 'A part of the training people is set aside; after every round the loss on them is taken. Where it has not fallen for a while the fit stops, and the best round is kept.',
      formula: 'loss = −mean log p(true segment)',
      sampleSize: result.label.labelledCount,
      populationSize: result.label.labelledCount,
      exact: true,
    },
    table: {
      columns: [numberColumn('Round'), numberColumn('Log-loss')],
      rows: rounds.losses.map((loss, i) => [i + 1, loss]),
    },
    size: { width: 560, height: 300 },
  };
}
