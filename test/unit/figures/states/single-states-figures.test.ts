// What single pictures of States promise beyond holding together.
import { describe, expect, it } from 'vitest';
import type { Figure } from '#figures/figure';
import { segmentLooks, segmentNames } from '#figures/segment-look';
import { kCurve } from '#figures/states/k-curve';
import { personTimeline } from '#figures/states/person-timeline';
import { statesFigures } from '#figures/states/states-figures';
import { featureText } from '#figures/states/states-looks';
import { makePersonStates } from '../../../fixtures/person-states.ts';
import { makeStatesResult, type StatesFixtureOptions } from '../../../fixtures/states-result.ts';
import { checkFigure } from '../figure-checks.ts';

function figureOf(id: string, options: StatesFixtureOptions = {}): Figure {
  const entry = statesFigures(makeStatesResult(options)).find((each) => each.id === id);
  if (!entry) throw new Error(`No picture ${id}`);
  return entry.figure('light');
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

describe('transitions', () => {
  it('are all written, each row adding up to one', () => {
    const { table } = figureOf('transition-heatmap');
    expect(table.rows).toHaveLength(16);
    for (const from of new Set(table.rows.map(([name]) => name))) {
      const row = table.rows.filter(([name]) => name === from).map((cells) => Number(cells[2]));
      expect(sum(row)).toBeCloseTo(1, 10);
    }
  });

  it('of 1 % or less are no arrows, and wider arrows are likelier moves', () => {
    const result = makeStatesResult();
    result.transitionMatrix[0] = [0.98, 0.01, 0.004, 0.006];
    const graph = statesFigures(result).find(({ id }) => id === 'transition-graph');
    const figure = graph?.figure('light');
    const moves = figure?.table.rows.map(([from, to]) => `${from} to ${to}`) ?? [];
    expect(moves.filter((move) => move.startsWith('Weekend riders'))).toEqual([]);
    expect(moves).toHaveLength(9);
    const widths = figure?.data
      .filter(({ mode, fill }) => mode === 'lines' && fill === undefined)
      .map(({ line }) => (line as { width: number }).width);
    expect(widths).toEqual([...(widths ?? [])].sort((a, b) => a - b));
  });
});

describe('shares over time', () => {
  it.each(['shares-by-period', 'shares-since-joining', 'forecast'])('add up: %s', (id) => {
    const figure = figureOf(id);
    const columns = figure.data.map(({ y }) => y as number[]);
    const places = columns[0]?.map((_, place) => sum(columns.map((y) => y[place] ?? 0))) ?? [];
    expect(places.length).toBeGreaterThan(5);
    for (const total of places) expect(total).toBeCloseTo(100, 6);
  });
});

describe('shares since joining', () => {
  it('end where a handful of people is left; the table goes on', () => {
    const result = makeStatesResult();
    const { bySinceJoining } = result.pictures;
    bySinceJoining.periods.splice(0, Infinity, 0, 1, 2, 3);
    bySinceJoining.rowCounts.splice(0, Infinity, 400, 20, 19, 3);
    bySinceJoining.shares.splice(4);
    const figure = statesFigures(result)
      .find(({ id }) => id === 'shares-since-joining')
      ?.figure('light');
    expect(figure?.data[0]?.['x']).toEqual([0, 1]);
    expect(figure?.table.rows).toHaveLength(4);
    expect(figure?.method.text).toContain('fewer than 20 are left');
  });
});

describe('the forecast', () => {
  it('says the probability of being dormant once: of one state by its share, of several by their sum', () => {
    const one = figureOf('forecast', { dormantStates: [3] });
    expect(one.description).toContain('Dormant: ');
    expect(one.description).not.toContain('probability of being dormant');
    const two = figureOf('forecast', { dormantStates: [2, 3] });
    expect(two.description).toContain('On average the probability of being dormant then is');
    const labels = one.table.columns.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe('emissions', () => {
  it('say what a state expects of rows, times its share', () => {
    const result = makeStatesResult();
    const [picture] = result.pictures.emissions;
    if (picture?.kind !== 'continuous') throw new Error('The first one is continuous.');
    const entry = statesFigures(result).find(({ id }) => id === 'emission-1-events');
    const line = entry?.figure('light').data.find(({ name }) => name === 'Commuters');
    const drawn = (line?.['y'] as number[])[40] ?? 0;
    const expected = (picture.densities[1]?.[40] ?? 0) * (result.segments[1]?.rowShare ?? 0);
    expect(drawn).toBeCloseTo(expected, 10);
  });

  it('of a flag are its probability in every state, beside that of all rows', () => {
    const figure = figureOf('emission-4-any-of-status');
    expect(figure.data[0]).toMatchObject({ type: 'bar', orientation: 'h' });
    expect(JSON.stringify(figure.layout['annotations'])).toContain('all rows');
  });

  it.each(['emission-1-events', 'emission-5-running-mean-price'])(
    'keep the height of the plot below the names of 4 and of 13 states: %s',
    (id) => {
      const plots = [4, 13].map((stateCount) => {
        const { layout, size, data } = figureOf(id, { stateCount, counts: true });
        const top = (layout['margin'] as { t: number }).t;
        // Two names a line, and no name longer than half of a picture of half the page.
        expect(top).toBeGreaterThanOrEqual(20 * Math.ceil((stateCount + 1) / 2));
        for (const { name } of data)
          if (typeof name === 'string') expect(Array.from(name).length).toBeLessThanOrEqual(24);
        return size.height - top;
      });
      expect(plots[1]).toBe(plots[0]);
    },
  );

  it('of counts are probabilities value by value', () => {
    const figure = figureOf('emission-1-events', { counts: true });
    expect(figure.table.columns[0]?.label).toBe('Value');
    expect(sum(figure.table.rows.map((row) => Number(row[1])))).toBeCloseTo(1, 6);
  });
});

describe('the curve of the number of states', () => {
  it('marks the chosen number, makes rejected ones hollow and shows the standard error', () => {
    const figure = figureOf('k-curve');
    const [first] = figure.data;
    const marker = first?.['marker'] as { size: number[]; color: string[] };
    expect(marker.size.indexOf(Math.max(...marker.size))).toBe(2);
    expect(new Set(marker.color).size).toBe(3);
    expect(first?.['error_y']).toMatchObject({ type: 'data' });
    expect(figure.data).toHaveLength(5);
  });

  it('grows from nothing on a fixed axis', () => {
    const range = [2, 13] as const;
    checkFigure(kCurve({ candidates: [], chosenK: null, range, personCount: 10 }, 'dark'));
    const candidates = [
      { k: 3, heldOutPerRow: null, heldOutError: null, bicRows: 900 },
      { k: 2, heldOutPerRow: null, heldOutError: null, bicRows: 1000 },
    ];
    const figure = kCurve({ candidates, chosenK: null, range, personCount: 10 }, 'dark');
    checkFigure(figure);
    expect(figure.data).toHaveLength(1);
    expect(figure.data[0]).toMatchObject({ x: [2, 3], y: [1000, 900] });
    expect(figure.layout['xaxis']).toMatchObject({ range: [1.5, 13.5] });
    expect(figure.description).toContain('not made yet');
  });
});

describe('restarts', () => {
  it('that did not converge or fell are dashed, the best lies on top', () => {
    const figure = figureOf('likelihood-traces');
    const ofThree = figure.data.filter(({ hovertext }) =>
      (hovertext as string[])[0]?.startsWith('k = 3,'),
    );
    const dashes = ofThree.map(({ line }) => (line as { dash: string }).dash);
    expect(dashes.filter((dash) => dash === 'dash')).toHaveLength(2);
    expect((ofThree.at(-1)?.['hovertext'] as string[])[0]).toContain('best');
    expect(figure.description).toContain('1 stopped because the objective fell');
  });
});

describe('stays', () => {
  it('begin at everybody and follow the geometric law beside what was seen', () => {
    const figure = figureOf('dwell-times');
    expect(figure.data).toHaveLength(8);
    for (const { y } of figure.data) expect((y as number[])[0]).toBe(100);
  });
});

describe('one person', () => {
  const result = makeStatesResult();
  const view = makePersonStates(result);
  const looks = segmentLooks(result, segmentNames(result));
  const figure = personTimeline(view, looks, result.panel.periodUnit, 'light');

  it('holds together, with as many marks as cells', () => {
    checkFigure(figure);
    const marks = figure.data.filter(({ yaxis }) => yaxis === 'y3');
    expect(sum(marks.map(({ x }) => (x as number[]).length))).toBe(
      view.rows.length * view.columns.length,
    );
  });

  it('marks what was filled in as hollow', () => {
    const filled = figure.data.find(({ name }) => name === 'value filled in');
    const expected = view.rows.flatMap(({ origins }) => origins.filter((o) => o === 'filled'));
    expect(filled?.['x']).toHaveLength(expected.length);
    expect(filled?.['marker']).toMatchObject({ color: '#ffffff' });
  });

  it('goes on with the forecast behind the rows', () => {
    const [first] = figure.data;
    expect(first?.['x']).toHaveLength(view.rows.length + view.forecast.length);
    expect(figure.description).toContain('Now:');
  });

  it('without a forecast ends with the last row', () => {
    const bare = personTimeline(
      { ...view, forecast: [] },
      looks,
      { one: 'week', many: 'weeks' },
      'dark',
    );
    checkFigure(bare);
    expect(bare.layout['shapes']).toEqual([]);
  });
});

describe('numbers of features', () => {
  const unit = { one: 'event', many: 'events' };
  const summary = { standardDeviation: 1.9 };

  it.each([
    [0.4167, { isShare: true, unit: { one: '', many: '' }, summary }, '42 %'],
    [1, { isShare: false, unit, summary }, '1 event'],
    [4.25, { isShare: false, unit, summary }, '4.25 events'],
    [0.0000002, { isShare: false, unit, summary }, '0 events'],
    [-0.0000002, { isShare: false, unit, summary }, '0 events'],
    [0.0000002, { isShare: false, unit, summary: { standardDeviation: 1e-6 } }, '0.0000002 events'],
    [null, { isShare: false, unit, summary }, ''],
  ])('%s is told in own units', (value, feature, text) => {
    expect(featureText(value, feature)).toBe(text);
  });
});
