// What single pictures promise beyond holding together.
import { describe, expect, it } from 'vitest';
import { measureAxis } from '#figures/axis';
import { comparisonHeatmap } from '#figures/comparison-heatmap';
import { bestPoint, criteria } from '#figures/criteria';
import type { Criterion, CriterionPoint } from '#figures/criteria';
import { eventsPerPerson } from '#figures/events-per-person';
import { featureHistograms } from '#figures/feature-histograms';
import type { Figure, Json, Layout } from '#figures/figure';
import { kCurves } from '#figures/k-curves';
import { restartTraces } from '#figures/restart-traces';
import { rfeFigures } from '#figures/rfe-figures';
import { makeRfeResult } from '../../fixtures/rfe-result.ts';
import type { RfeFixtureOptions } from '../../fixtures/rfe-result.ts';
import { checkFigure } from './figure-checks.ts';

function figureOf(id: string, options: RfeFixtureOptions = {}): Figure {
  const entry = rfeFigures(makeRfeResult(options)).find((each) => each.id === id);
  if (!entry) throw new Error(`No picture ${id}`);
  return entry.figure('light');
}

const typesOf = (figure: Figure): string[] => [...new Set(figure.data.map(({ type }) => type))];
const written = (value: unknown): string => JSON.stringify(value);

describe('frequency by engagement', () => {
  const imagesOf = ({ layout }: Figure) => layout['images'] as Layout[];

  it('draws up to 500 points as marks', () => {
    const figure = figureOf('frequency-by-engagement', { personCount: 450 });
    expect(figure.data.every(({ mode }) => mode === 'markers')).toBe(true);
    expect(imagesOf(figure)).toEqual([]);
    expect(figure.table.rows).toHaveLength(figure.method.populationSize);
  });

  it('draws up to 20,000 points as an image, and hovers them all', () => {
    const figure = figureOf('frequency-by-engagement', { personCount: 4000 });
    expect(imagesOf(figure)).toHaveLength(1);
    expect(figure.data.every(({ mode }) => mode === 'none')).toBe(true);
    const hovered = figure.data.flatMap(({ hovertext }) => hovertext as string[]);
    expect(hovered).toHaveLength(4000);
  });

  it('draws a density above 20,000 persons', () => {
    const figure = figureOf('frequency-by-engagement', { personCount: 21_000 });
    expect(typesOf(figure)).toEqual(['heatmap']);
    const people = figure.table.rows.map((row) => Number(row[2]));
    expect(people.reduce((sum, count) => sum + count, 0)).toBe(figure.method.populationSize);
  });

  it('names more than six segments in a legend', () => {
    expect(figureOf('frequency-by-engagement').layout['showlegend']).toBe(false);
    const many = figureOf('frequency-by-engagement', { segmentCount: 9 });
    expect(many.layout['showlegend']).toBe(true);
  });

  it('says the numbers themselves on hover, whatever the shift', () => {
    const [first] = figureOf('frequency-by-engagement').data;
    for (const text of first?.['hovertext'] as string[])
      expect(text).toMatch(/Clicks: [\d,]+ clicks?<br>Sessions: [\d,]+ sessions?$/);
  });
});

describe('k curves', () => {
  const { choice } = makeRfeResult();

  it('show a panel for every criterion that was computed', () => {
    expect(figureOf('k-curves').data).toHaveLength(6);
    expect(figureOf('k-curves', { model: 'gaussian-mixture' }).data).toHaveLength(8);
  });

  it('mark the chosen k and make rejected ones hollow', () => {
    const marker = figureOf('k-curves').data[0]?.['marker'] as { size: number[]; color: string[] };
    expect(marker.size.indexOf(Math.max(...marker.size))).toBe(choice.chosenK - 2);
    expect(new Set(marker.color).size).toBe(3);
    expect(written(figureOf('k-curves').layout['annotations'])).toContain(
      'blue: chosen; hollow: rejected',
    );
  });

  it('grow from nothing on a fixed axis', () => {
    const range = [2, 10] as const;
    const empty = kCurves({ candidates: [], chosenK: null, range, personCount: 10 }, 'dark');
    checkFigure(empty);
    const candidates = [{ k: 2, inertia: 100 }, { k: 3 }, { k: 4, inertia: 60, silhouette: null }];
    const figure = kCurves({ candidates, chosenK: null, range, personCount: 10 }, 'dark');
    checkFigure(figure);
    expect(figure.data).toHaveLength(1);
    expect(figure.data[0]).toMatchObject({ x: [2, 4], y: [100, 60] });
    expect(figure.layout['xaxis']).toMatchObject({ range: [1.5, 10.5] });
    expect(figure.layout['shapes']).toEqual([]);
    expect(written(figure.layout['annotations'])).not.toContain('hollow');
    expect(figure.description).toContain('not made yet');
  });
});

describe('who moved', () => {
  it('stands with its numbers: what cannot be hovered is on paper', () => {
    const { pictures } = makeRfeResult();
    const { label } = figureOf('migration').data[0]?.['node'] as { label: string[] };
    const counts = pictures.migration!.counts;
    const now = counts[0]!.map((_, to) => counts.reduce((sum, row) => sum + row[to]!, 0));
    const shown = label.slice(-now.filter((count) => count > 0).length);
    expect(shown.map((text) => Number(/([\d,]+)$/.exec(text)?.[1]?.replace(',', '')))).toEqual(
      now.filter((count) => count > 0),
    );
  });
});

describe('planted groups', () => {
  it('are written as words', () => {
    const result = makeRfeResult({ scoreCard: true });
    const planted = ['one-time', 'cooling_off', 'new', 'champions', 'regular'];
    result.scoreCard?.segments.forEach((group, i) => (group.planted = planted[i]!));
    const entry = rfeFigures(result).find(({ id }) => id === 'score-card');
    const text = written(entry?.figure('light').layout['yaxis']);
    for (const words of ['One-time', 'Cooling off', 'New']) expect(text).toContain(`${words}<br>`);
  });
});

describe('the criteria', () => {
  const pointsOf = (values: number[], error: number): CriterionPoint[] =>
    values.map((value, i) => ({ k: i + 2, value, low: value - error, high: value + error }));
  const criterionOf = (id: string): Criterion => {
    const found = criteria.find((criterion) => criterion.id === id);
    if (!found) throw new Error(`No criterion ${id}`);
    return found;
  };

  it.each([
    ['silhouette', 4],
    ['davies-bouldin', 2],
    ['inertia', undefined],
  ])('%s takes the k that is best for it', (id, k) => {
    expect(bestPoint(criterionOf(id), pointsOf([0.3, 0.4, 0.6, 0.5], 0))?.k).toBe(k);
  });

  it('of the gap takes the least k that the next does not clearly beat', () => {
    const gap = criterionOf('gap');
    expect(bestPoint(gap, pointsOf([1, 1.5, 1.52, 1.9], 0.05))?.k).toBe(3);
    expect(bestPoint(gap, pointsOf([1, 1.5, 2], 0.05))?.k).toBe(4);
    expect(bestPoint(gap, [])).toBeUndefined();
  });
});

describe('restart traces', () => {
  const running = [
    { k: 4, restart: 0, values: [100, 60, 50] },
    { k: 4, restart: 1, values: [90, 45] },
  ];

  it('grow while restarts run, with the best so far in front', () => {
    checkFigure(restartTraces([], 'inertia', 'light'));
    const figure = restartTraces(running, 'inertia', 'light');
    checkFigure(figure);
    expect(written(figure.data.at(-1)?.['hovertext'])).toContain('Restart 2, best');
    expect(figure.table.rows.map((row) => row[3])).toEqual(['under way', 'under way']);
  });

  it('take the highest end for a likelihood', () => {
    const figure = restartTraces(running, 'log-likelihood', 'light');
    expect(written(figure.data.at(-1)?.['hovertext'])).toContain('Restart 1, best');
  });

  it('dash what did not converge', () => {
    const traces = [...running, { k: 4, restart: 2, values: [80, 70], converged: false }];
    const figure = restartTraces(traces, 'inertia', 'light');
    const dashes = figure.data.map(({ line }) => (line as { dash: string }).dash);
    expect(dashes.filter((dash) => dash === 'dash')).toHaveLength(1);
    expect(figure.description).toContain('1 did not converge');
  });
});

describe('events per person', () => {
  const { quality } = makeRfeResult();

  it('says who is suspected and what becomes of them', () => {
    const figure = eventsPerPerson(quality, 'light');
    expect(written(figure.layout['annotations'])).toContain('Suspected robots');
    expect(figure.description).toContain('left out');
    for (const treatment of ['keep', 'cap'] as const)
      checkFigure(
        eventsPerPerson({ ...quality, robots: { ...quality.robots, treatment } }, 'dark'),
      );
  });

  it('survives empty bins and nobody above the threshold', () => {
    const counts = quality.eventsPerPerson.counts.map(() => 0);
    const figure = eventsPerPerson(
      {
        ...quality,
        eventsPerPerson: { ...quality.eventsPerPerson, counts },
        robots: { ...quality.robots, count: 0, eventShare: 0 },
      },
      'light',
    );
    checkFigure(figure);
    expect(figure.description).toContain('nobody above');
  });
});

describe('feature histograms', () => {
  it('say the unit, the skew before and after, and the definition with its SQL', () => {
    const figure = figureOf('histogram-recency');
    expect(figure.layout['xaxis']).toMatchObject({ title: { text: 'Recency (days)' } });
    expect(written(figure.layout['annotations'])).toMatch(/skew \d.*skew −?\d/);
    expect(figure.method.formula).toContain('GROUP BY person');
  });

  it('survive a feature that is the same for everybody', () => {
    const [feature] = makeRfeResult({ constantEngagement: true }).features.slice(2);
    if (!feature) throw new Error('The fixture has three features.');
    const figure = featureHistograms(feature, 'light');
    checkFigure(figure);
    expect(figure.description).toContain('left out of the clustering');
  });
});

describe('axes', () => {
  const axisTitles = (figure: Figure): Json[] =>
    Object.entries(figure.layout)
      .filter(([key]) => /^[xy]axis/.test(key))
      .flatMap(([, axis]) => {
        const { title } = axis as { title?: { text: string } };
        return title ? [title.text] : [];
      });

  it.each([
    ['recency-by-frequency', ['Recency (days)', 'Clicks, log scale']],
    ['frequency-by-engagement', ['Clicks, log scale', 'Sessions, log scale']],
    ['boxes-recency', ['Recency (days), log scale']],
    ['snake', ['Standard deviations from the average person']],
    ['pareto', ['Share of people, most active first', 'Share of all clicks']],
    ['restart-traces', ['Iteration', 'Above the best end (%), log scale']],
  ])('of %s say what they measure and in which unit', (id, titles) => {
    expect(axisTitles(figureOf(id))).toEqual(titles);
  });

  it('of days are told in days, weeks and years', () => {
    const ticks = (high: number): unknown =>
      measureAxis({ label: 'Recency', unit: 'days' }, 0, high)['ticktext'];
    expect(ticks(5)).toEqual(['0 days', '1 day', '2 days', '3 days', '4 days', '5 days']);
    expect(ticks(26)).toEqual(['0 days', '1 week', '2 weeks', '3 weeks']);
    expect(ticks(1100)).toContain('1 year');
  });
});

describe('the comparison of two runs', () => {
  const segments = (
    prefix: string,
    counts: number[],
  ): { id: string; name: string; personCount: number }[] =>
    counts.map((personCount, i) => ({
      id: `${prefix}${i}`,
      name: `${prefix} ${i + 1}`,
      personCount,
    }));
  const comparison = {
    commonPersonCount: 100,
    onlyInFirst: 3,
    onlyInSecond: 0,
    adjustedRand: 0.82,
    counts: [
      [60, 0],
      [10, 30],
      [0, 0],
    ],
    firstSegments: segments('A', [60, 43, 0]),
    secondSegments: segments('B', [70, 30]),
    differences: [],
  };

  it('shows shares of rows, with a row of nobody', () => {
    const figure = comparisonHeatmap(comparison, { first: 'March', second: 'May' }, 'light');
    checkFigure(figure);
    expect(figure.data[0]).toMatchObject({
      z: [
        [100, 0],
        [25, 75],
        [0, 0],
      ],
    });
    expect(figure.data[1]).toMatchObject({ text: ['100 %', '25 %', '75 %'] });
    expect(figure.description).toContain('adjusted Rand index 0.82');
    expect(figure.description).toContain('A 3: nobody in both');
  });
});

describe('groups made by a rule', () => {
  it('have no centre, so pictures of centres say that they are left out', () => {
    const figure = figureOf('snake');
    expect(figure.data).toHaveLength(8);
    expect(figure.method.text).toContain(
      'Left out, as made by a rule and without a centre: No clicks yet',
    );
    expect(figureOf('profile').data[0]).toMatchObject({ z: { 4: [null, null, null] } });
  });
});
