// One feature of the model: the data as they are, and what each state expects of them.
import type { EmissionPictureResult } from '#shared/results/states-picture-result';
import type { StatesFeature, StatesResult } from '#shared/results/states-result';
import type { Figure, NumbersTable, Theme } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { numberText, shareText } from '../number-text.ts';
import { binaryEmission } from './binary-emission.ts';
import { continuousEmission } from './continuous-emission.ts';
import { countEmission } from './count-emission.ts';
import type { Drawn } from './emission-parts.ts';
import { allRows, type StateLook } from './states-looks.ts';

function tableOf(picture: EmissionPictureResult, looks: readonly StateLook[]): NumbersTable {
  if (picture.kind === 'continuous')
    return {
      columns: [
        numberColumn('Value'),
        ...looks.map(({ name }) => numberColumn(`${name}, density`)),
      ],
      rows: picture.grid.map((value, i) => [
        value,
        ...looks.map(({ segment }) => picture.densities[segment.index]?.[i] ?? null),
      ]),
    };
  return {
    columns: [
      picture.kind === 'binary' ? textColumn('Value') : numberColumn('Value'),
      numberColumn('All rows, share'),
      ...looks.map(({ name }) => numberColumn(`${name}, probability`)),
    ],
    rows: picture.observed.map((share, value) => [
      picture.kind === 'binary' ? (value === 1 ? 'yes' : 'no') : value,
      share,
      ...looks.map(({ segment }) => picture.probabilities[segment.index]?.[value] ?? null),
    ]),
  };
}

function peakText(picture: EmissionPictureResult, feature: StatesFeature, look: StateLook): string {
  if (picture.kind !== 'continuous') {
    const own = picture.probabilities[look.segment.index] ?? [];
    if (picture.kind === 'binary') return `yes ${shareText(own[1] ?? 0)}`;
    return `most often ${own.indexOf(Math.max(...own))}`;
  }
  const own = picture.densities[look.segment.index] ?? [];
  const peak = picture.grid[own.indexOf(Math.max(...own))] ?? 0;
  return `highest at ${feature.isShare ? shareText(peak) : numberText(peak)}`;
}

function draw(
  picture: EmissionPictureResult,
  feature: StatesFeature,
  looks: readonly StateLook[],
  theme: Theme,
): Drawn {
  switch (picture.kind) {
    case 'continuous':
      return continuousEmission(picture, feature, looks, theme);
    case 'binary':
      return binaryEmission(picture, feature, looks, theme);
    case 'count':
      return countEmission(picture, feature, looks, theme);
  }
}

export function emissionDensities(
  picture: EmissionPictureResult,
  feature: StatesFeature,
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  return {
    ...draw(picture, feature, looks, theme),
    description: `${feature.label} in every state. ${looks
      .map((look) => `${look.name}: ${peakText(picture, feature, look)}`)
      .join('; ')}.`,
    method: {
      text:
        picture.kind === 'binary'
          ? `${feature.definition} The bars are the probabilities of the fitted model, the dashed line is the share in all rows.`
          : `${feature.definition} Bars: all rows. Lines: what the fitted model expects of each state, times the share of the state, so that the lines add up to the bars where the model fits.`,
      formula:
        picture.kind === 'continuous'
          ? 'share of the state × density of its normal distribution, back in own units'
          : 'share of the state × probability of the value in it',
      ...allRows(result),
    },
    table: tableOf(picture, looks),
  };
}
