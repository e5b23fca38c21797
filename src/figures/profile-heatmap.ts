// All segments and features in one table of colours: above the average, below it, and the own units.
import type { RfeResult } from '#shared/results/rfe-result';
import { categoryAxis } from './axis.ts';
import { measureList, usedFeatures } from './feature-measures.ts';
import type { Figure, Theme } from './figure.ts';
import { escapeText, labelText } from './label-text.ts';
import { numberText, quantityText } from './number-text.ts';
import { colourAt, textOn } from './colour.ts';
import { divergingMap, inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

export function profileHeatmap(
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const measures = measureList(result);
  const features = usedFeatures(result);
  const scores = looks.map(({ segment }) => features.map((i) => segment.centroidZ[i] ?? 0));
  const reach = Math.max(1, ...scores.flat().map(Math.abs));
  const map = divergingMap(theme);
  const cells = looks.flatMap(({ segment }, row) =>
    features.map((feature, column) => ({
      row,
      column,
      score: scores[row]?.[column] ?? 0,
      text: quantityText(segment.centroid[feature] ?? 0, measures[feature]?.unit ?? ''),
    })),
  );
  return {
    data: [
      {
        type: 'heatmap',
        z: scores,
        zmin: -reach,
        zmax: reach,
        colorscale: map.map(([place, colour]) => [place, colour]),
        xgap: 2,
        ygap: 2,
        hovertext: looks.map((look, row) =>
          features.map(
            (i, column) =>
              `<b>${look.label}</b><br>${escapeText(`${measures[i]?.label ?? ''}: ${quantityText(look.segment.centroid[i] ?? 0, measures[i]?.unit ?? '')}`)}<br>${numberText(scores[row]?.[column] ?? 0)} standard deviations`,
          ),
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
        colorbar: {
          title: {
            text: 'Standard deviations<br>from the average',
            side: 'top',
            font: { size: 12, color: ink.text },
          },
          tickfont: { size: 12, color: ink.muted },
          thickness: 12,
          outlinewidth: 0,
        },
      },
      {
        type: 'scatter',
        mode: 'text',
        x: cells.map(({ column }) => column),
        y: cells.map(({ row }) => row),
        text: cells.map(({ text }) => escapeText(text)),
        textfont: {
          size: 12,
          color: cells.map(({ score }) => textOn(colourAt(map, (score / reach + 1) / 2))),
        },
        hoverinfo: 'skip',
      },
    ],
    layout: {
      template: template(theme),
      xaxis: {
        ...categoryAxis,
        side: 'top',
        tickvals: features.map((_, i) => i),
        ticktext: features.map((i) => `<b>${escapeText(measures[i]?.label ?? '')}</b>`),
        tickfont: { size: 13, color: ink.text },
      },
      yaxis: {
        ...categoryAxis,
        autorange: 'reversed',
        tickvals: looks.map((_, i) => i),
        ticktext: looks.map(({ name }) => labelText(name)),
        tickfont: { size: 12, color: ink.text },
      },
    },
    description: `Centres of the segments in own units. ${looks
      .map(
        ({ name, segment }) =>
          `${name}: ${features.map((i) => quantityText(segment.centroid[i] ?? 0, measures[i]?.unit ?? '')).join(', ')}`,
      )
      .join('; ')}.`,
    method: {
      text: 'The number is the centroid brought back to own units; the colour says how far it is from the average person, with a neutral middle at zero.',
      formula: 'z = (transformed value − mean) / standard deviation',
      sampleSize: result.provenance.personCount,
      populationSize: result.provenance.personCount,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Segment', kind: 'text' },
        ...features.map((i) => ({
          label: `${measures[i]?.label ?? ''} (${measures[i]?.unit ?? ''})`,
          kind: 'number' as const,
        })),
      ],
      rows: looks.map(({ name, segment }) => [
        name,
        ...features.map((i) => segment.centroid[i] ?? null),
      ]),
    },
    size: { width: 720, height: Math.max(220, 110 + looks.length * 44) },
  };
}
