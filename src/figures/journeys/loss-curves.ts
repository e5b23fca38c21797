// How the encoder learnt: the loss on what it was trained with, and on people it had not seen.
import type { JourneysResult } from '#shared/results/journeys-result';
import { linearAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { markedLine, numberColumn } from '../figure-parts.ts';
import { numberText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { extentOf } from '../point-places.ts';
import { spreadLabels } from '../spread-labels.ts';
import { template } from '../template.ts';

type Epoch = JourneysResult['encoder']['epochs'][number];

export interface LossCurvesInput {
  epochs: readonly Epoch[];
  /** Null while the training goes on. */
  bestEpoch: number | null;
  /** Epochs at most, so that a growing picture keeps its axis. */
  epochCount?: number;
  personCount: number;
}

const height = 360;

function curve(
  epochs: readonly Epoch[],
  name: string,
  read: (epoch: Epoch) => number,
  look: { color: string; width: number },
): Trace {
  return {
    type: 'scatter',
    mode: epochs.length < 3 ? 'lines+markers' : 'lines',
    name,
    x: epochs.map(({ epoch }) => epoch),
    y: epochs.map(read),
    line: look,
    hovertext: epochs.map(
      (epoch) => `epoch ${epoch.epoch}<br>${name} loss ${numberText(read(epoch))}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function curvesOf(epochs: readonly Epoch[], theme: Theme): Trace[] {
  if (epochs.length === 0) return [];
  const ink = inkOf(theme);
  return [
    curve(epochs, 'training', (epoch) => epoch.trainingLoss, { color: ink.context, width: 2 }),
    curve(epochs, 'validation', (epoch) => epoch.validationLoss, { color: ink.accent, width: 2.5 }),
  ];
}

function endLabels({ epochs }: LossCurvesInput, theme: Theme): Layout[] {
  const last = epochs.at(-1);
  if (!last) return [];
  const { low, high } = lossExtent(epochs);
  const ink = inkOf(theme);
  const gap = ((high - low) * 18) / (height - 70);
  const wishes = [last.trainingLoss, last.validationLoss];
  return spreadLabels(wishes, gap, low, high).map((y, i) => ({
    x: last.epoch,
    y,
    xanchor: 'left',
    xshift: 8,
    text: `${i === 0 ? 'training' : 'validation'} ${numberText(wishes[i] ?? 0)}`,
    font: { size: 12, color: i === 0 ? ink.muted : ink.accent },
  }));
}

function lossExtent(epochs: readonly Epoch[]): { low: number; high: number } {
  const { low, high } = extentOf(
    epochs.flatMap(({ trainingLoss, validationLoss }) => [trainingLoss, validationLoss]),
  );
  const room = (high - low) * 0.06 || 0.05;
  return { low: low - room, high: high + room };
}

function describe({ epochs, bestEpoch }: LossCurvesInput): string {
  const [first, last] = [epochs[0], epochs.at(-1)];
  if (!first || !last) return 'No epoch is finished yet.';
  const from = `The validation loss goes from ${numberText(first.validationLoss)} to ${numberText(last.validationLoss)} in ${epochs.length} epochs`;
  return bestEpoch === null ? `${from}.` : `${from}; it is least at epoch ${bestEpoch}.`;
}

export function lossCurves(input: LossCurvesInput, theme: Theme): Figure {
  const { epochs, bestEpoch, personCount } = input;
  const ink = inkOf(theme);
  const { low, high } = lossExtent(epochs);
  const last = Math.max(epochs.at(-1)?.epoch ?? 1, input.epochCount ?? 1, 2);
  const mark =
    bestEpoch === null ? null : markedLine(bestEpoch, `kept: epoch ${bestEpoch}`, ink.text);
  return {
    data: curvesOf(epochs, theme),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 130, t: 28, b: 16 },
      xaxis: linearAxis('Epoch', { range: [0.5, last + 0.5], nticks: 10, showgrid: false }),
      yaxis: linearAxis('Loss', { range: [low, high] }),
      shapes: mark ? [mark.shape] : [],
      annotations: [...(mark ? [mark.annotation] : []), ...endLabels(input, theme)],
    },
    description: describe(input),
    method: {
      text: 'After every pass over the training people (an epoch), the mean loss on them and on the validation people, who take no part in training. The network of the epoch with the least validation loss is kept. Where the training loss falls on while the other rises, the network learns by heart.',
      formula:
        'outcome: cross-entropy, −(y log p + (1 − y) log(1 − p)), mean over people\nautoencoder: cross-entropy of the kind plus squared errors of the numbers, mean over events',
      sampleSize: personCount,
      populationSize: personCount,
      exact: true,
    },
    table: {
      columns: [
        numberColumn('Epoch'),
        numberColumn('Training loss'),
        numberColumn('Validation loss'),
      ],
      rows: epochs.map(({ epoch, trainingLoss, validationLoss }) => [
        epoch,
        trainingLoss,
        validationLoss,
      ]),
    },
    size: { width: 720, height },
  };
}
