// All segments and features in one table of colours: above the average, below it, and the own units.
import type { RfeResult } from '#shared/results/rfe-result';
import { categoryAxis } from './axis.ts';
import { cellTexts } from './cell-texts.ts';
import { colourAt, textOn } from './colour.ts';
import type { Figure, Theme, Trace } from './figure.ts';
import { colourKey, everybody, rowAxis } from './figure-parts.ts';
import { escapeText, labelText } from './label-text.ts';
import { numberText } from './number-text.ts';
import { divergingMap, inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { centreText, scoredFeatures, scoreFormula, scoreTable } from './segment-scores.ts';
import type { ScoredFeature } from './segment-scores.ts';
import { template } from './template.ts';

/** A group without a centre has no colour: its cells stay empty, but say their numbers. */
type Score = number | null;

function cellColours(
  scores: readonly (readonly Score[])[],
  reach: number,
  hovertext: string[][],
  theme: Theme,
): Trace {
  return {
    type: 'heatmap',
    z: scores,
    zmin: -reach,
    zmax: reach,
    colorscale: divergingMap(theme).map(([place, colour]) => [place, colour]),
    xgap: 2,
    ygap: 2,
    hovertext,
    hovertemplate: '%{hovertext}<extra></extra>',
    hoverongaps: false,
    colorbar: colourKey('Standard deviations<br>from the average', theme),
  };
}

function writtenCentres(
  texts: readonly (readonly string[])[],
  scores: readonly (readonly Score[])[],
  reach: number,
  theme: Theme,
): Trace {
  const map = divergingMap(theme);
  const colourOf = (score: Score): string =>
    score === null ? inkOf(theme).text : textOn(colourAt(map, (score / reach + 1) / 2));
  return cellTexts(
    texts.flatMap((row, y) =>
      row.map((text, x) => ({ x, y, text, colour: colourOf(scores[y]?.[x] ?? null) })),
    ),
  );
}

function hoverText(look: SegmentLook, feature: ScoredFeature, score: Score): string {
  const centre = escapeText(`${feature.label}: ${centreText(look.segment, feature)}`);
  const deviations = score === null ? '' : `<br>${numberText(score)} standard deviations`;
  return `<b>${look.label}</b><br>${centre}${deviations}`;
}

export function profileHeatmap(
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const features = scoredFeatures(result);
  const scores = looks.map(({ segment }) =>
    features.map((_, i): Score => segment.centroidZ[i] ?? null),
  );
  const reach = Math.max(1, ...scores.flat().map((score) => Math.abs(score ?? 0)));
  const texts = looks.map(({ segment }) => features.map((each) => centreText(segment, each)));
  const hover = looks.map((look, row) =>
    features.map((feature, i) => hoverText(look, feature, scores[row]?.[i] ?? null)),
  );
  return {
    data: [cellColours(scores, reach, hover, theme), writtenCentres(texts, scores, reach, theme)],
    layout: {
      template: template(theme),
      xaxis: {
        ...categoryAxis,
        side: 'top',
        tickvals: features.map((_, i) => i),
        ticktext: features.map(({ label }) => `<b>${escapeText(label)}</b>`),
        tickfont: { size: 13, color: ink.text },
        range: [-0.5, features.length - 0.5],
      },
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name)),
        theme,
      ),
    },
    description: `Centres of the segments in own units. ${looks
      .map(({ name }, row) => `${name}: ${(texts[row] ?? []).join(', ')}`)
      .join('; ')}.`,
    method: {
      text: 'The number is the centre of the segment in own units; the colour says how far it is from the average person, with a neutral middle at zero. A group made by a rule has its mean and no colour.',
      formula: scoreFormula,
      ...everybody(result),
    },
    table: scoreTable(features, looks),
    size: { width: 720, height: Math.max(220, 110 + looks.length * 44) },
  };
}
