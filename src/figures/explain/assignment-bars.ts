// Where people without a label were put, and how sure the model is of it.
import type { ExplainResult } from '#shared/results/explain-result';
import { linearAxis, percentAxis } from '../axis.ts';
import type { Figure, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { countText, peopleText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { panelGrid, panelHeading } from '../panels.ts';
import { template } from '../template.ts';
import type { ExplainLook } from './explain-parts.ts';

type Assignment = ExplainResult['assignment'];

function countBars(assignment: Assignment, looks: readonly ExplainLook[], theme: Theme): Trace {
  const ink = inkOf(theme);
  const counts = looks.map(({ segment }) => assignment.counts[segment.index] ?? 0);
  return {
    type: 'bar',
    orientation: 'h',
    x: counts,
    y: looks.map((_, row) => row),
    width: 0.62,
    marker: { color: looks.map(({ colour }) => colour), line: { color: ink.outline, width: 1 } },
    text: counts.map((count) => countText(count)),
    textposition: 'outside',
    textfont: { size: 12, color: ink.text },
    cliponaxis: false,
    hovertext: looks.map(
      ({ label, segment }, i) =>
        `<b>${label}</b><br>${peopleText(counts[i] ?? 0)}${segment.meanProbability === null ? '' : `<br>mean probability ${shareText(segment.meanProbability)}`}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

function histogram(assignment: Assignment, theme: Theme): Trace {
  const ink = inkOf(theme);
  const step = 100 / Math.max(1, assignment.histogram.length);
  return {
    type: 'bar',
    x: assignment.histogram.map((_, i) => (i + 0.5) * step),
    y: assignment.histogram,
    width: step * 0.94,
    xaxis: 'x2',
    yaxis: 'y2',
    marker: { color: ink.accent, line: { color: ink.outline, width: 1 } },
    hovertext: assignment.histogram.map(
      (count, i) => `${peopleText(count)}<br>${i * step} to ${(i + 1) * step} % sure`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

export function assignmentBars(
  result: ExplainResult,
  looks: readonly ExplainLook[],
  theme: Theme,
): Figure {
  const { assignment } = result;
  const [left, right] = panelGrid(2, 2, 0.16, 0);
  const most = Math.max(1, ...assignment.counts);
  const ink = inkOf(theme);
  return {
    data: [countBars(assignment, looks, theme), histogram(assignment, theme)],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 40, t: 36, b: 16 },
      xaxis: linearAxis('People without a label', {
        domain: left?.x ?? [0, 0.42],
        range: [0, most * 1.25],
        nticks: 4,
        fixedrange: true,
      }),
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name, 18)),
        theme,
      ),
      xaxis2: percentAxis('Probability of the segment they were put in', {
        domain: right?.x ?? [0.58, 1],
        anchor: 'y2',
        range: [0, 100],
        dtick: 25,
        fixedrange: true,
      }),
      yaxis2: linearAxis('People', { anchor: 'x2', fixedrange: true, nticks: 5 }),
      annotations: [
        ...(left ? [panelHeading(left, '<b>Where they belong</b>', ink.text)] : []),
        ...(right ? [panelHeading(right, '<b>How sure it is</b>', ink.text)] : []),
      ],
    },
    description: `${assignment.sentence} ${looks
      .map(({ name, segment }) => `${name}: ${peopleText(assignment.counts[segment.index] ?? 0)}`)
      .join('; ')}.`,
    method: {
      text: `Everybody without a label gets the segment that the chosen model finds likeliest. A person is called doubtful where the two likeliest segments are less than ${shareText(assignment.doubtfulBelow)} apart.`,
      sampleSize: assignment.unlabelledCount,
      populationSize: assignment.unlabelledCount,
      exact: true,
    },
    table: {
      columns: [textColumn('Segment'), numberColumn('People'), numberColumn('Mean probability')],
      rows: looks.map(({ name, segment }) => [
        name,
        assignment.counts[segment.index] ?? 0,
        segment.meanProbability,
      ]),
    },
    size: { width: 720, height: Math.max(260, 110 + looks.length * 36) },
  };
}
