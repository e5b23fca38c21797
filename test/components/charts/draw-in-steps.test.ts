// Drawings leave the window its turns, and only where plotly waits for the end.
import plotly from 'plotly.js/lib/core.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inTurns, pauseBetweenSteps } from '../../../src/renderer/charts/draw-in-steps.ts';
import { loadPlotly } from '../../../src/renderer/charts/load-plotly.ts';

type Step = (graph: unknown) => unknown;

/** A sequence as plotly had it, without pauses. */
function inside() {
  const Lib = {
    syncOrAsync: (steps: Step[], graph: unknown): unknown => steps.map((s) => s(graph)),
  };
  const Plots = { previousPromises: () => undefined };
  const Axes = { draw: (...steps: readonly unknown[]) => Lib.syncOrAsync(steps as Step[], null) };
  pauseBetweenSteps({ Lib, Plots, Axes });
  return { Lib, Plots, Axes };
}

/** Every look at the clock is a tenth of a second later: every step takes too long. */
function slowClock(): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 100));
}

beforeEach(() => {
  vi.restoreAllMocks();
  slowClock();
});

describe('the steps of a drawing', () => {
  it('are taken in turns where the sequence ends in waiting for others', async () => {
    const { Lib, Plots } = inside();
    const taken: string[] = [];
    const step = (name: string) => () => void taken.push(name);
    await inTurns(async () => {
      const drawn = Lib.syncOrAsync([step('a'), step('b'), Plots.previousPromises], {});
      expect(taken).toEqual(['a']);
      await drawn;
    });
    expect(taken).toEqual(['a', 'b']);
  });

  it('are taken at once in every other sequence', async () => {
    const { Lib } = inside();
    const taken: number[] = [];
    await inTurns(() => {
      Lib.syncOrAsync(
        [1, 2, 3].map((n) => () => void taken.push(n)),
        {},
      );
      return Promise.resolve(expect(taken).toEqual([1, 2, 3]));
    });
  });

  it('are taken at once outside of drawings, as on hover and zoom', () => {
    const { Lib, Plots } = inside();
    const taken: number[] = [];
    void Lib.syncOrAsync(
      [() => void taken.push(1), () => void taken.push(2), Plots.previousPromises],
      {},
    );
    expect(taken).toEqual([1, 2]);
  });

  it('are taken in turns for axes, one by one', async () => {
    const { Axes } = inside();
    const taken: number[] = [];
    await inTurns(async () => {
      const drawn = Axes.draw(...[1, 2].map((n) => () => void taken.push(n)));
      expect(taken).toEqual([1]);
      await drawn;
    });
    expect(taken).toEqual([1, 2]);
  });

  it('are waited for where they give a promise, and failures are passed on', async () => {
    const { Lib } = inside();
    const taken: string[] = [];
    const late = async (): Promise<void> => {
      await Promise.resolve();
      taken.push('late');
    };
    await Lib.syncOrAsync([late, () => void taken.push('then')], {});
    expect(taken).toEqual(['late', 'then']);
    const failing = Lib.syncOrAsync([() => Promise.reject(new Error('no.'))], {});
    await expect(failing).rejects.toThrow('no.');
  });
});

it('plotly itself draws a bar chart in several turns', async () => {
  const drawing = await loadPlotly();
  const place = document.createElement('div');
  document.body.append(place);
  const box = { x: 0, y: 0, width: 40, height: 12 };
  Object.assign(SVGElement.prototype, { getBBox: () => box, getComputedTextLength: () => 40 });
  let turns = 0;
  let isDrawn = false;
  const count = (): void => {
    turns += 1;
    if (!isDrawn) setTimeout(count, 0);
  };
  const react = vi.spyOn(plotly, 'react');
  setTimeout(count, 0);
  await drawing.react(place, [{ type: 'bar', x: ['a', 'b'], y: [1, 2] }], {}, {});
  isDrawn = true;
  expect(react).toHaveBeenCalledOnce();
  expect(place.querySelectorAll('.bars .point')).toHaveLength(2);
  expect(turns).toBeGreaterThan(5);
  place.remove();
});
