// One person from period to period: how likely each state is, the most probable path, which cells of
// the panel were seen and which were filled in, and what is expected next.
import type { PersonStatesView } from '#shared/results/person-states';
import { withOpacity } from '../colour.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { escapeText, shorten } from '../label-text.ts';
import { dateText, numberText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { legendHeight, type StateLook } from './states-looks.ts';

type Row = PersonStatesView['rows'][number];

/** Pixels: the probabilities, the path, and every feature below. */
const heights = { probabilities: 180, path: 26, feature: 20, gap: 30, ticks: 56 };

interface Stack {
  probabilities: [number, number];
  path: [number, number];
  cells: [number, number];
  height: number;
}

function stackOf(featureCount: number, top: number): Stack {
  const cells = Math.max(1, featureCount) * heights.feature;
  const total = heights.probabilities + heights.gap + heights.path + heights.gap + cells;
  const at = (pixels: number): number => pixels / total;
  return {
    cells: [0, at(cells)],
    path: [at(cells + heights.gap), at(cells + heights.gap + heights.path)],
    probabilities: [1 - at(heights.probabilities), 1],
    height: total + top + heights.ticks,
  };
}

interface Place {
  x: number;
  period: string;
}

function placesOf(view: PersonStatesView): { past: Place[]; ahead: Place[] } {
  return {
    past: view.rows.map(({ period }, x) => ({ x, period })),
    ahead: view.forecast.map(({ period }, i) => ({ x: view.rows.length + i, period })),
  };
}

function probabilityBars(
  view: PersonStatesView,
  looks: readonly StateLook[],
  theme: Theme,
): Trace[] {
  const { past, ahead } = placesOf(view);
  const surface = inkOf(theme).surface;
  return looks.map((look): Trace => {
    const { index } = look.segment;
    const values = [
      ...view.rows.map(({ posterior }) => posterior[index] ?? 0),
      ...view.forecast.map(({ probabilities }) => probabilities[index] ?? 0),
    ];
    return {
      type: 'bar',
      name: look.label,
      showlegend: true,
      x: [...past, ...ahead].map(({ x }) => x),
      y: values.map((value) => value * 100),
      width: 1,
      marker: {
        // What is only expected is paler.
        color: values.map((_, i) =>
          i < past.length ? look.colour : withOpacity(look.colour, 0.55),
        ),
        line: { width: past.length + ahead.length > 120 ? 0 : 0.5, color: surface },
      },
      hovertext: [...past, ...ahead].map(({ period }, i) => {
        const filtered = view.rows[i]?.filtered[index];
        return [
          `<b>${look.label}</b>, ${dateText(period)}`,
          `${shareText(values[i] ?? 0)}${i < past.length ? ' given all rows' : ' expected'}`,
          ...(filtered === undefined ? [] : [`${shareText(filtered)} as known at that time`]),
        ].join('<br>');
      }),
      hovertemplate: '%{hovertext}<extra></extra>',
    };
  });
}

function pathBars(view: PersonStatesView, looks: readonly StateLook[], theme: Theme): Trace {
  const byIndex = new Map(looks.map((look) => [look.segment.index, look]));
  return {
    type: 'bar',
    showlegend: false,
    x: view.rows.map((_, x) => x),
    y: view.rows.map(() => 1),
    width: 1,
    yaxis: 'y2',
    marker: {
      color: view.rows.map(({ state }) => byIndex.get(state)?.colour ?? inkOf(theme).context),
      line: { width: 0 },
    },
    hovertext: view.rows.map(
      ({ period, state }) => `${dateText(period)}<br><b>${byIndex.get(state)?.label ?? ''}</b>`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

const originWords = { seen: 'seen', filled: 'filled in', missing: 'missing' } as const;

function cellMarks(view: PersonStatesView, origin: keyof typeof originWords, theme: Theme): Trace {
  const ink = inkOf(theme);
  const marks = view.columns.flatMap((column, row) =>
    view.rows.flatMap(({ cells, origins, period }, x) =>
      origins[row] === origin ? [{ x, row, column, value: cells[row] ?? null, period }] : [],
    ),
  );
  const size = view.rows.length + view.forecast.length > 80 ? 5 : 8;
  return {
    type: 'scatter',
    mode: 'markers',
    name: `value ${originWords[origin]}`,
    showlegend: marks.length > 0,
    x: marks.map(({ x }) => x),
    y: marks.map(({ row }) => row),
    yaxis: 'y3',
    marker: {
      symbol: origin === 'missing' ? 'x-thin' : 'square',
      size: origin === 'missing' ? size - 2 : size,
      color: origin === 'seen' ? ink.muted : ink.surface,
      line: { color: ink.muted, width: 1.2 },
    },
    hovertext: marks.map(({ column, value, period }) =>
      [
        escapeText(`${column.label}, ${dateText(period)}`),
        value === null ? 'missing' : `${numberText(value)}, ${originWords[origin]}`,
      ].join('<br>'),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

/** A dashed line between what was seen and what is expected. */
function nowLine(view: PersonStatesView, theme: Theme): { shapes: Layout[]; words: Layout[] } {
  if (view.forecast.length === 0) return { shapes: [], words: [] };
  const x = view.rows.length - 0.5;
  return {
    shapes: [
      {
        type: 'line',
        x0: x,
        x1: x,
        yref: 'paper',
        y0: 0,
        y1: 1,
        line: { color: inkOf(theme).text, width: 1.5, dash: 'dash' },
      },
    ],
    words: [{ x, yref: 'y2 domain', y: 0.5, xanchor: 'left', xshift: 6, text: 'expected' }],
  };
}

function ticksOf(view: PersonStatesView): Layout {
  const { past, ahead } = placesOf(view);
  const all = [...past, ...ahead];
  const step = Math.max(1, Math.ceil(all.length / 8));
  const shown = all.filter((_, i) => i % step === 0);
  return {
    tickvals: shown.map(({ x }) => x),
    ticktext: shown.map(({ period }) => {
      const [day = '', month = '', year = ''] = dateText(period).split(' ');
      return `${day} ${month.slice(0, 3)}<br>${year}`;
    }),
  };
}

function tableOf(view: PersonStatesView, looks: readonly StateLook[]): NumbersTable {
  const nameOf = ({ state }: Row): string =>
    looks.find(({ segment }) => segment.index === state)?.name ?? '';
  return {
    columns: [
      textColumn('Period from'),
      textColumn('State'),
      ...looks.map(({ name }) => numberColumn(name)),
      ...view.columns.map(({ label }) => numberColumn(label)),
      textColumn('Filled in'),
    ],
    rows: view.rows.map((row) => [
      row.period,
      nameOf(row),
      ...looks.map(({ segment }) => row.posterior[segment.index] ?? null),
      ...view.columns.map((_, i) => row.cells[i] ?? null),
      view.columns
        .filter((_, i) => row.origins[i] === 'filled')
        .map(({ label }) => label)
        .join(', '),
    ]),
  };
}

function describe(view: PersonStatesView, looks: readonly StateLook[], unit: Unit): string {
  const nameOf = (state: number): string =>
    looks.find(({ segment }) => segment.index === state)?.name ?? '';
  const runs = view.runs
    .slice(-6)
    .map(
      ({ state, length }) =>
        `${nameOf(state)} for ${length} ${length === 1 ? unit.one : unit.many}`,
    );
  const last = view.rows.at(-1);
  const now = last
    ? ` Now: ${nameOf(last.state)} with ${shareText(last.filtered[last.state] ?? 0)}.`
    : '';
  return `${view.rows.length} ${view.rows.length === 1 ? unit.one : unit.many} of ${view.person}: ${runs.join(', then ')}.${now}`;
}

interface Unit {
  one: string;
  many: string;
}

export function personTimeline(
  view: PersonStatesView,
  looks: readonly StateLook[],
  unit: Unit,
  theme: Theme,
): Figure {
  const top = legendHeight(looks.length + 3);
  const stack = stackOf(view.columns.length, top);
  const ink = inkOf(theme);
  const now = nowLine(view, theme);
  const count = view.rows.length + view.forecast.length;
  const bare = { showgrid: false, showline: false, ticks: '', fixedrange: true };
  return {
    data: [
      ...probabilityBars(view, looks, theme),
      pathBars(view, looks, theme),
      ...(['seen', 'filled', 'missing'] as const).map((origin) => cellMarks(view, origin, theme)),
    ],
    layout: {
      template: template(theme),
      barmode: 'stack',
      bargap: 0,
      margin: { l: 16, r: 16, t: top, b: 16 },
      showlegend: true,
      legend: {
        orientation: 'h',
        x: 0,
        y: 1.02,
        xanchor: 'left',
        yanchor: 'bottom',
        traceorder: 'normal',
      },
      xaxis: { ...ticksOf(view), range: [-0.5, count - 0.5], showgrid: false, anchor: 'y3' },
      yaxis: {
        domain: stack.probabilities,
        range: [0, 100],
        dtick: 50,
        ticksuffix: ' %',
        fixedrange: true,
        title: { text: 'Probability' },
      },
      yaxis2: {
        ...bare,
        domain: stack.path,
        range: [0, 1],
        tickvals: [0.5],
        ticktext: ['Most probable path'],
        tickfont: { size: 12, color: ink.text },
      },
      yaxis3: {
        ...bare,
        domain: stack.cells,
        range: [view.columns.length - 0.5, -0.5],
        tickvals: view.columns.map((_, i) => i),
        ticktext: view.columns.map(({ label }) => escapeText(shorten(label, 24))),
        tickfont: { size: 12, color: ink.text },
      },
      shapes: now.shapes,
      annotations: now.words,
    },
    description: describe(view, looks, unit),
    method: {
      text: `Bars: the probability of every state given all rows of this person; hovering also says what was known at that time (filtered). Band: the single most probable path (Viterbi). Squares: filled where the value was seen in events, hollow where the fill policy put it there; a cross is missing and was integrated out. Right of the line: the last filtered state carried on by the transitions.`,
      formula: 'p(state at t | all rows), p(state at t | rows up to t), argmax p(path | all rows)',
      sampleSize: view.rows.length,
      populationSize: view.rows.length,
      exact: true,
    },
    table: tableOf(view, looks),
    size: { width: 720, height: stack.height },
  };
}
