// The marks of one person's timeline: probabilities, the most probable path, the cells of the panel.
import type { PersonStatesView } from '#shared/results/person-states';
import { withOpacity } from '../colour.ts';
import type { Theme, Trace } from '../figure.ts';
import { escapeText } from '../label-text.ts';
import { dateText, numberText, shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import type { StateLook } from './states-looks.ts';

export interface Place {
  x: number;
  period: string;
}

export function placesOf(view: PersonStatesView): { past: Place[]; ahead: Place[] } {
  return {
    past: view.rows.map(({ period }, x) => ({ x, period })),
    ahead: view.forecast.map(({ period }, i) => ({ x: view.rows.length + i, period })),
  };
}

export function probabilityBars(
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

export function pathBars(view: PersonStatesView, looks: readonly StateLook[], theme: Theme): Trace {
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

export function cellMarks(
  view: PersonStatesView,
  origin: keyof typeof originWords,
  theme: Theme,
): Trace {
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
