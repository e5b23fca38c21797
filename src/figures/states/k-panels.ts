// Where the curves over the numbers of states stand.
import { linearAxis } from '../axis.ts';
import type { Layout } from '../figure.ts';
import { axisNumber, panelGrid, type Panel } from '../panels.ts';

/** The first curve is wide, as it decides; the others are small multiples under it. */
export function panelsOf(count: number): Panel[] {
  if (count <= 1) return panelGrid(count, 1, 0, 0);
  const rows = Math.ceil((count - 1) / 2);
  const top = rows === 1 ? 0.46 : 0.34;
  const below = panelGrid(count - 1, Math.min(2, count - 1), 0.1, rows === 1 ? 0 : 0.27);
  const room = 1 - top - (rows === 1 ? 0.2 : 0.135);
  return [
    { x: [0, 1], y: [1 - top, 1] },
    ...below.map(({ x, y: [low, high] }): Panel => ({ x, y: [low * room, high * room] })),
  ];
}

export function axesOf(
  panels: readonly Panel[],
  [low, high]: readonly [number, number],
): Record<string, Layout> {
  const fixed = { automargin: false, fixedrange: true };
  return Object.fromEntries(
    panels.flatMap((panel, i): [string, Layout][] => {
      const number = axisNumber(i);
      const lowest = panel.y[0] < 0.01;
      return [
        [
          `xaxis${number}`,
          linearAxis(lowest ? 'Number of states' : '', {
            domain: panel.x,
            anchor: `y${number}`,
            range: [low - 0.5, high + 0.5],
            dtick: 1,
            showgrid: false,
            ...fixed,
          }),
        ],
        [
          `yaxis${number}`,
          linearAxis('', { domain: panel.y, anchor: `x${number}`, nticks: 5, ...fixed }),
        ],
      ];
    }),
  );
}
