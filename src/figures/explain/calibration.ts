// Does 70 % mean 70 %? What was foretold against what came, in small multiples by class.
import type { ExplainResult } from '#shared/results/explain-result';
import type { ClassScoresOf, ModelScores } from '#shared/results/explain/model-comparison';
import { percentAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { countText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber, panelGrid, panelHeading } from '../panels.ts';
import { template } from '../template.ts';
import { columnsFor, lookOf, type ExplainLook } from './explain-parts.ts';

const rowHeight = 230;
const rowGap = 90;

interface Drawn {
  scores: ClassScoresOf;
  look: ExplainLook;
}

function binTrace({ scores, look }: Drawn, panel: number, theme: Theme): Trace {
  const ink = inkOf(theme);
  const bins = scores.calibration.filter(({ count }) => count > 0);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: bins.map(({ meanProbability }) => meanProbability * 100),
    y: bins.map(({ observed }) => observed * 100),
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
    cliponaxis: false,
    line: { color: look.colour, width: 1.5 },
    marker: {
      size: bins.map(({ count }) => 6 + 8 * Math.sqrt(count / most)),
      color: look.colour,
      opacity: 1,
      line: { color: ink.outline, width: 1 },
    },
    error_y: {
      type: 'data',
      symmetric: false,
      array: bins.map(({ observed, observedHigh }) => Math.max(0, observedHigh - observed) * 100),
      arrayminus: bins.map(
        ({ observed, observedLow }) => Math.max(0, observed - observedLow) * 100,
      ),
      color: ink.muted,
      thickness: 1.2,
      width: 3,
    },
    hovertext: bins.map(
      ({ count, meanProbability, observed, observedLow, observedHigh }) =>
        `<b>${look.label}</b><br>${countText(count)} people at about ${shareText(meanProbability)}<br>${shareText(observed)} are of it (${shareText(observedLow)} to ${shareText(observedHigh)})`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function axesOf(panels: ReturnType<typeof panelGrid>, columns: number): [string, Layout][] {
  const axis = {
    range: [-3, 103],
    tickvals: [0, 50, 100],
    ticktext: ['0 %', '50 %', '100 %'],
    fixedrange: true,
  };
  return panels.flatMap((panel, i): [string, Layout][] => {
    const number = axisNumber(i);
    const isLowest = i >= panels.length - columns;
    const x = percentAxis(isLowest ? 'Foretold' : '', {
      ...axis,
      domain: panel.x,
      anchor: `y${number}`,
    });
    const y = percentAxis(i % columns === 0 ? 'Came' : '', {
      ...axis,
      domain: panel.y,
      anchor: `x${number}`,
    });
    return [
      [`xaxis${number}`, x],
      [`yaxis${number}`, y],
    ];
  });
}

export function calibrationCurves(
  result: ExplainResult,
  model: ModelScores,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const drawn = model.classes.flatMap((scores): Drawn[] => {
    const look = lookOf(looks, scores.classIndex);
    return look && scores.calibration.length > 0 ? [{ scores, look }] : [];
  });
  const columns = columnsFor(drawn.length);
  const rows = Math.max(1, Math.ceil(drawn.length / columns));
  const panels = panelGrid(
    drawn.length,
    columns,
    0.1,
    rows === 1 ? 0 : rowGap / (rows * rowHeight),
  );
  const rowCount = model.classes.reduce((sum, { support }) => sum + support, 0);
  return {
    data: drawn.map((each, panel) => binTrace(each, panel, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 24, t: 44, b: 16 },
      ...Object.fromEntries(axesOf(panels, columns)),
      shapes: panels.map((_, i) => ({
        type: 'line',
        layer: 'below',
        xref: `x${axisNumber(i)}`,
        yref: `y${axisNumber(i)}`,
        x0: 0,
        y0: 0,
        x1: 100,
        y1: 100,
        line: { color: inkOf(theme).context, width: 1.5, dash: 'dot' },
      })),
      annotations: drawn.flatMap(({ scores, look }, i) => {
        const panel = panels[i];
        const off = `<span style="font-size:11px">off by ${shareText(scores.calibrationError)} on average</span>`;
        return panel
          ? [
              panelHeading(
                panel,
                `<b>${labelText(look.name, 26, 1)}</b><br>${off}`,
                inkOf(theme).text,
              ),
            ]
          : [];
      }),
    },
    description: `Foretold probability against what came, for people who were held out. ${drawn
      .map(
        ({ scores, look }) =>
          `${look.name}: off by ${shareText(scores.calibrationError)} on average`,
      )
      .join('; ')}.`,
    method: {
      text: 'People are put into bins by their probability; a mark is a bin, its size the people in it, the bar the 95 % interval. On the dotted line the probability means what it says. With balanced class weights, probabilities of small segments are raised on purpose.',
      formula: 'error = mean over bins of |share that came − mean probability|, weighted by people',
      sampleSize: rowCount,
      populationSize: Math.max(rowCount, result.label.labelledCount),
      exact: true,
    },
    table: {
      columns: [
        textColumn('Segment'),
        numberColumn('From'),
        numberColumn('To'),
        numberColumn('People'),
        numberColumn('Foretold'),
        numberColumn('Came'),
        numberColumn('Low'),
        numberColumn('High'),
      ],
      rows: drawn.flatMap(({ scores, look }) =>
        scores.calibration.map((bin) => [
          look.name,
          bin.low,
          bin.high,
          bin.count,
          bin.meanProbability,
          bin.observed,
          bin.observedLow,
          bin.observedHigh,
        ]),
      ),
    },
    size: { width: 720, height: 80 + rows * rowHeight },
  };
}
