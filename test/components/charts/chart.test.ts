// The chart: draws, follows its figure and theme, offers its menu, says what fails, gives back.
import { render, screen, waitFor, within } from '@testing-library/svelte';
import plotly from 'plotly.js/lib/core.js';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import Chart from '../../../src/renderer/charts/Chart.svelte';
import type { Theme, Trace } from '#figures/figure';
import { inkOf } from '#figures/palette';
import type { FigureEntry } from '#figures/figure-entry';
import { rfeFigures } from '#figures/rfe-figures';
import { segmentNames } from '#figures/segment-look';
import { makeRfeResult } from '../../fixtures/rfe-result.ts';

const result = makeRfeResult({ personCount: 300, scoreCard: true });

function entryOf(id: string, names = segmentNames(result)): FigureEntry {
  const entry = rfeFigures(result, names).find((each) => each.id === id);
  if (!entry) throw new Error(`No picture ${id}`);
  return entry;
}

function show(entry: FigureEntry, theme: Theme = 'light', more: { isGrowing?: boolean } = {}) {
  const onsave = vi.fn();
  const oncopyimage = vi.fn();
  const oncopytext = vi.fn();
  const calls = { onsave, oncopyimage, oncopytext };
  const props = {
    title: entry.title,
    fileName: entry.id,
    figure: entry.figure,
    theme,
    ...calls,
    ...more,
  };
  return { ...calls, ...render(Chart, props) };
}

const drawn = (): Promise<HTMLElement> =>
  waitFor(() => {
    const plot = screen.getByRole('img');
    expect(plot.getAttribute('aria-busy')).toBe('false');
    return plot;
  });

const item = (name: string): HTMLElement => screen.getByRole('menuitem', { name, hidden: true });

/** jsdom has no layout: plotly asks texts for their boxes all the same. */
beforeEach(() => {
  const box = { x: 0, y: 0, width: 40, height: 12 };
  Object.assign(SVGElement.prototype, { getBBox: () => box, getComputedTextLength: () => 40 });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the drawing', () => {
  it('has a bar for every segment and share, and tells readers what it shows', async () => {
    show(entryOf('segment-sizes'));
    const plot = await drawn();
    expect(plot.querySelectorAll('.bars .point')).toHaveLength(15);
    expect(plot.getAttribute('aria-label')).toBe(
      entryOf('segment-sizes').figure('light').description,
    );
    expect(screen.getByRole('figure', { name: entryOf('segment-sizes').title })).toBeTruthy();
  });

  it('keeps a series off that was switched off, also in another width and under another name', async () => {
    let resize: (width: number) => void = () => undefined;
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(report: (entries: object[]) => void) {
          resize = (width) => report([{ contentRect: { width } }]);
        }
        observe = () => resize(700);
        disconnect = () => undefined;
      },
    );
    const { rerender } = show(entryOf('score-card'));
    const plot = await drawn();
    const purge = vi.spyOn(plotly, 'purge');
    const off = () =>
      [...plot.querySelectorAll<SVGElement>('.legend .traces')].map(
        (entry) => entry.style.opacity === '0.5',
      );
    expect(off()).toEqual([false, false]);
    const last = entryOf('score-card').figure('light').data.length - 1;
    await plotly.restyle(plot, { visible: 'legendonly' }, [last]);
    expect(off()).toEqual([false, true]);
    resize(500);
    await waitFor(() => expect(purge).toHaveBeenCalledWith(plot));
    await waitFor(() => expect(off()).toEqual([false, true]));
    const names = { ...segmentNames(result), 'segment-1': 'Our best' };
    await rerender({ figure: entryOf('score-card', names).figure });
    await waitFor(() => expect(plot.getAttribute('aria-label')).toContain('Our best'));
    await waitFor(() => expect(plot.textContent).toContain('Our best'));
    expect(off()).toEqual([false, true]);
  });

  it('has no mode bar', async () => {
    show(entryOf('segment-sizes'));
    expect((await drawn()).querySelector('.modebar-btn')).toBeNull();
  });

  it('shows a rename', async () => {
    const { rerender } = show(entryOf('segment-sizes'));
    await drawn();
    const names = { ...segmentNames(result), 'segment-1': 'Our best' };
    await rerender({ figure: entryOf('segment-sizes', names).figure });
    await waitFor(() => expect(screen.getByRole('img').textContent).toContain('Our best'));
    expect(screen.getByRole('img').getAttribute('aria-label')).toContain('Our best');
  });

  it('follows the theme', async () => {
    const { rerender } = show(entryOf('segment-sizes'));
    const plot = await drawn();
    const channels = /\d+, \d+, \d+/;
    const colour = (): string | undefined =>
      channels.exec(plot.querySelector<SVGElement>('.ytick text')?.style.fill ?? '')?.[0];
    const expected = (theme: Theme): string =>
      [1, 3, 5].map((at) => Number.parseInt(inkOf(theme).text.slice(at, at + 2), 16)).join(', ');
    expect(colour()).toBe(expected('light'));
    await rerender({ theme: 'dark' });
    await waitFor(() => expect(colour()).toBe(expected('dark')));
  });

  it('leaves the figure as it was made', async () => {
    const entry = entryOf('segment-sizes');
    const figure = entry.figure('light');
    const before = JSON.stringify(figure);
    show({ ...entry, figure: () => figure });
    await drawn();
    expect(JSON.stringify(figure)).toBe(before);
  });

  it('is given back', async () => {
    const purge = vi.spyOn(plotly, 'purge');
    const { unmount } = show(entryOf('segment-sizes'));
    const plot = await drawn();
    unmount();
    expect(purge).toHaveBeenCalledWith(plot);
  });

  it('waits its turn: never two at a time', async () => {
    let running = 0;
    let most = 0;
    const react = vi.spyOn(plotly, 'react').mockImplementation(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    });
    for (const id of ['segment-sizes', 'pareto', 'stability']) show(entryOf(id));
    await waitFor(() => expect(react).toHaveBeenCalledTimes(3));
    expect(most).toBe(1);
  });

  it('is not begun for a chart that went before its turn', async () => {
    const react = vi.spyOn(plotly, 'react');
    const first = show(entryOf('segment-sizes'));
    const second = show(entryOf('pareto'));
    second.unmount();
    await waitFor(() => expect(react).toHaveBeenCalledTimes(1));
    first.unmount();
  });

  it('says when it fails, and recovers with the next figure', async () => {
    vi.spyOn(plotly, 'react').mockRejectedValueOnce(new Error('no more memory.'));
    const { rerender } = show(entryOf('segment-sizes'));
    expect((await screen.findByRole('alert')).textContent).toContain('no more memory.');
    await rerender({ theme: 'dark' });
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    await drawn();
  });
});

describe('the cube', () => {
  const xOfFirst = (plot: HTMLElement): unknown =>
    (plot as unknown as { data: Trace[] }).data[0]?.['x'];

  it('is turned by its buttons, without moving anything else', async () => {
    show(entryOf('scatter-3d'));
    const plot = await drawn();
    const before = xOfFirst(plot);
    screen.getByRole('button', { name: 'Turn to the right' }).click();
    await waitFor(() => expect(xOfFirst(plot)).not.toEqual(before));
    screen.getByRole('button', { name: 'Turn to the left' }).click();
    await waitFor(() => expect(xOfFirst(plot)).toEqual(before));
  });

  it('is turned by dragging', async () => {
    show(entryOf('scatter-3d'));
    const plot = await drawn();
    const before = xOfFirst(plot);
    plot.dispatchEvent(new MouseEvent('pointerdown', { clientX: 10, clientY: 10, bubbles: true }));
    window.dispatchEvent(new MouseEvent('pointermove', { clientX: 90, clientY: 30 }));
    await waitFor(() => expect(xOfFirst(plot)).not.toEqual(before));
    window.dispatchEvent(new MouseEvent('pointerup'));
    const after = xOfFirst(plot);
    window.dispatchEvent(new MouseEvent('pointermove', { clientX: 300, clientY: 30 }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(xOfFirst(plot)).toEqual(after);
  });

  it('is the only one that can be turned', async () => {
    show(entryOf('segment-sizes'));
    await drawn();
    expect(screen.queryByRole('group', { name: 'Turn the picture' })).toBeNull();
  });
});

describe('what is not near the view', () => {
  /** Charts are near when the test says so. */
  class Watched {
    static all: Watched[] = [];
    element: Element | undefined;
    readonly tell: IntersectionObserverCallback;
    constructor(tell: IntersectionObserverCallback) {
      this.tell = tell;
      Watched.all.push(this);
    }
    observe(element: Element): void {
      this.element = element;
    }
    disconnect(): void {
      this.element = undefined;
    }
    come(): void {
      const entry = { isIntersecting: true, target: this.element } as IntersectionObserverEntry;
      this.tell([entry], this as unknown as IntersectionObserver);
    }
  }

  beforeEach(() => {
    Watched.all = [];
    vi.stubGlobal('IntersectionObserver', Watched);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is neither computed nor drawn, and keeps its place', async () => {
    const react = vi.spyOn(plotly, 'react');
    const figures = ['segment-sizes', 'pareto', 'stability'].map((id) => {
      const entry = entryOf(id);
      const figure = vi.fn(entry.figure);
      show({ ...entry, figure });
      return figure;
    });
    Watched.all[1]?.come();
    await drawn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(figures.map((figure) => figure.mock.calls.length)).toEqual([0, 1, 0]);
    expect(react).toHaveBeenCalledTimes(1);
    const waiting = document.querySelectorAll<HTMLElement>('figure [aria-busy=true]');
    expect([...waiting].map(({ style }) => style.height)).toEqual(['380px', '380px']);
  });

  it('is computed where its numbers are asked for', async () => {
    show(entryOf('segment-sizes'));
    item('Show the numbers').click();
    const dialog = await screen.findByRole('dialog');
    await waitFor(() => expect(within(dialog).getByText('Loyal regulars')).toBeTruthy());
    expect(screen.queryByRole('img')).toBeNull();
  });
});

describe('a growing picture', () => {
  it('is computed once a second, the last state included', async () => {
    // A second has passed when the test says so, however slow the machine.
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const entry = entryOf('segment-sizes');
    const figure = vi.fn(entry.figure);
    const { rerender } = show({ ...entry, figure }, 'light', { isGrowing: true });
    await drawn();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    for (let step = 0; step < 5; step++)
      await rerender({ figure: (theme: Theme) => figure(theme), isGrowing: true });
    const last = vi.fn(entry.figure);
    await rerender({ figure: last, isGrowing: true });
    await vi.advanceTimersByTimeAsync(999);
    expect(last).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(10);
    expect(last).toHaveBeenCalledTimes(1);
    expect(figure).toHaveBeenCalledTimes(1);
  });
});

describe('the menu', () => {
  it('enlarges', async () => {
    show(entryOf('segment-sizes'));
    await drawn();
    item('Enlarge').click();
    const dialog = await screen.findByRole('dialog');
    await waitFor(() =>
      expect(within(dialog).getByRole('img').querySelectorAll('.point')).toHaveLength(15),
    );
    within(dialog).getByRole('button', { name: 'Close' }).click();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('shows the numbers, to be copied', async () => {
    show(entryOf('segment-sizes'));
    item('Show the numbers').click();
    const dialog = await screen.findByRole('dialog');
    const headings = within(dialog).getAllByRole('columnheader');
    expect(headings.map(({ textContent }) => textContent.trim())).toContain('Share of people');
    await waitFor(() => expect(within(dialog).getByText('Loyal regulars')).toBeTruthy());
  });

  it('says how it was computed', async () => {
    const { oncopytext } = show(entryOf('histogram-recency'));
    item('How it was computed').click();
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('Days from the last event');
    expect(dialog.textContent).toContain('GROUP BY person');
    expect(dialog.textContent).toContain('Exact, from all 300.');
    within(dialog).getByRole('button', { name: 'Copy Formula' }).click();
    expect(oncopytext).toHaveBeenCalledWith(expect.stringContaining('GROUP BY person'));
  });

  it('saves a PNG of twice the size and copies it, with its title on an opaque ground', async () => {
    const toImage = vi.spyOn(plotly, 'toImage').mockResolvedValue(btoa('\u0089PNG'));
    const entry = entryOf('pareto');
    const { onsave, oncopyimage } = show(entry, 'dark');
    await drawn();
    item('Save as PNG…').click();
    await waitFor(() => expect(onsave).toHaveBeenCalled());
    expect(onsave).toHaveBeenCalledWith('pareto.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47));
    const [drawing, options] = toImage.mock.calls[0] ?? [];
    expect(options).toMatchObject({ format: 'png', scale: 2 });
    expect(drawing?.layout).toMatchObject({
      title: { text: entry.title },
      paper_bgcolor: inkOf('dark').surface,
    });
    item('Copy picture').click();
    await waitFor(() => expect(oncopyimage).toHaveBeenCalledWith(expect.any(Uint8Array)));
  });

  it('saves an SVG that holds the picture', async () => {
    const { onsave } = show(entryOf('segment-sizes'));
    await drawn();
    item('Save as SVG…').click();
    await waitFor(() => expect(onsave).toHaveBeenCalled());
    const [name, content] = onsave.mock.calls[0] as [string, Uint8Array];
    const svg = new TextDecoder().decode(content);
    expect(name).toBe('segment-sizes.svg');
    expect(svg).toMatch(/^<svg[^>]* width="720"/);
    expect(svg).toContain('Loyal regulars');
  });

  it('says when a picture cannot be saved', async () => {
    vi.spyOn(plotly, 'toImage').mockRejectedValue(new Error('too large.'));
    const { onsave } = show(entryOf('pareto'));
    await drawn();
    item('Save as PNG…').click();
    expect((await screen.findByRole('alert')).textContent).toContain('too large.');
    expect(onsave).not.toHaveBeenCalled();
  });
});
