// What single pictures of journeys promise beyond holding together.
import { describe, expect, it } from 'vitest';
import { condensedTree } from '#figures/journeys/condensed-tree';
import { distanceCurve } from '#figures/journeys/distance-curve';
import { encodingMap, type MapGroup } from '#figures/journeys/encoding-map';
import { journeysFigures } from '#figures/journeys/journeys-figures';
import { journeyLooks, kindLooks, placesOfKinds } from '#figures/journeys/journeys-looks';
import { lossCurves } from '#figures/journeys/loss-curves';
import { transitionMatrix } from '#figures/journeys/transition-matrix';
import type { Figure } from '#figures/figure';
import { inkOf } from '#figures/palette';
import { segmentNames } from '#figures/segment-look';
import { makeJourneysResult } from '../../../fixtures/journeys-result.ts';
import { checkFigure } from '../figure-checks.ts';

const written = (value: unknown): string => JSON.stringify(value);
const result = makeJourneysResult();

function figureOf(id: string, of = result): Figure {
  const entry = journeysFigures(of).find((each) => each.id === id);
  if (!entry) throw new Error(`No picture ${id}`);
  return entry.figure('light');
}

describe('kinds of events', () => {
  it('have a colour each, and the rarest share one where there are too many', () => {
    const few = kindLooks(['a', 'b', 'c']);
    expect(new Set(few.map(({ colour }) => colour)).size).toBe(3);
    const many = kindLooks(Array.from({ length: 14 }, (_, i) => `kind ${i}`));
    expect(many).toHaveLength(10);
    expect(many.at(-1)).toMatchObject({ name: '5 rarer kinds', kinds: [9, 10, 11, 12, 13] });
    expect(placesOfKinds(many)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 9]);
    expect(kindLooks(Array.from({ length: 10 }, (_, i) => `kind ${i}`)).at(-1)?.name).toBe(
      'kind 9',
    );
  });
});

describe('the map', () => {
  const groups: MapGroup[] = [
    { label: 0, name: 'A', shortName: 'A', colour: '#00638d', isNoise: false },
    {
      label: -1,
      name: 'Like no others',
      shortName: 'Like no others',
      colour: '#888888',
      isNoise: true,
    },
  ];
  const inputOf = (count: number) => ({
    map: {
      method: 'pca' as const,
      x: Array.from({ length: count }, (_, i) => Math.sin(i)),
      y: Array.from({ length: count }, (_, i) => Math.cos(3 * i)),
      exact: true,
      explained: [0.5, 0.25] as [number, number],
    },
    labels: Array.from({ length: count }, (_, i) => (i % 5 === 0 ? -1 : 0)),
    groups,
    personCount: count,
  });
  const pointCount = (figure: Figure): number =>
    figure.data.reduce((sum, { x }) => sum + (Array.isArray(x) && x[0] !== null ? x.length : 0), 0);

  it('is marks for few people, an image for many', () => {
    const few = encodingMap(inputOf(400), 'light');
    expect(few.layout['images']).toEqual([]);
    expect(few.data[0]?.['mode']).toBe('markers');
    const many = encodingMap(inputOf(9000), 'dark');
    checkFigure(many);
    expect(many.layout['images']).toHaveLength(1);
    expect(many.data[0]?.['mode']).toBe('none');
    expect(pointCount(many)).toBe(9000);
  });

  it('draws at most 20,000 points', () => {
    const thin = encodingMap(inputOf(50_000), 'light');
    expect(pointCount(thin)).toBeLessThanOrEqual(20_000);
    expect(thin.method.text).toContain('left out of this drawing');
    expect(thin.method.exact).toBe(false);
  });

  it('draws people like no others below, in grey, and says what distances are not', () => {
    const figure = figureOf('map-umap');
    expect(figure.data[0]).toMatchObject({ name: 'Like no others' });
    const grey = `stroke='${encodeURIComponent(inkOf('light').context)}'`;
    expect(written(figure.layout['images']).indexOf("stroke='")).toBe(
      written(figure.layout['images']).indexOf(grey),
    );
    expect(written(figure.layout)).toContain('distances not to scale');
    expect(figure.description).toContain('distances are not to scale');
  });
});

describe('the curve of distances', () => {
  const curve = { rank: [0, 5, 9], distance: [0.1, 0.2, 9], kneeRank: 5, kneeClear: true };

  it('says how many people the radius holds, and cuts what is far beyond', () => {
    const figure = distanceCurve({ curve, minPts: 4, radius: 0.2, personCount: 10 }, 'light');
    checkFigure(figure);
    expect(written(figure.layout['annotations'])).toContain('90 % of people');
    expect((figure.layout['yaxis'] as { range: number[] }).range[1]).toBeCloseTo(0.6);
    expect(figure.method.text).toContain('cut off');
  });

  it('says where there is no clear knee, and does without a radius', () => {
    const straight = { ...curve, kneeClear: false };
    const figure = distanceCurve(
      { curve: straight, minPts: 4, radius: null, personCount: 10 },
      'dark',
    );
    checkFigure(figure);
    expect(written(figure.data)).toContain('no clear knee');
    expect(figure.layout['shapes']).toEqual([]);
  });
});

describe('the loss', () => {
  it('grows from nothing on a fixed axis', () => {
    const empty = lossCurves(
      { epochs: [], bestEpoch: null, epochCount: 50, personCount: 9 },
      'light',
    );
    checkFigure(empty);
    expect(empty.layout['xaxis']).toMatchObject({ range: [0.5, 50.5] });
    const epochs = [{ epoch: 1, trainingLoss: 0.7, validationLoss: 0.69 }];
    const one = lossCurves({ epochs, bestEpoch: null, epochCount: 50, personCount: 9 }, 'dark');
    checkFigure(one);
    expect(one.layout['shapes']).toEqual([]);
  });

  it('marks the epoch that was kept', () => {
    expect(written(figureOf('loss').layout['annotations'])).toContain('kept: epoch 15');
  });
});

describe('the condensed tree', () => {
  const deep = makeJourneysResult({ clustering: 'hdbscan' });

  it('colours what was chosen and lays children below their parent', () => {
    const tree = deep.clustering.condensedTree;
    if (!tree) throw new Error('The fixture has a tree.');
    const looks = journeyLooks(deep, segmentNames(deep), 'light');
    const figure = condensedTree(deep, tree, looks, 'light');
    const fills = figure.data.map(({ fillcolor }) => fillcolor);
    expect(fills.slice(1)).toEqual(looks.slice(0, 4).map(({ colour }) => colour));
    const x = figure.data.flatMap((trace) => trace['x'] as number[]);
    expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...x)).toBeLessThanOrEqual(600);
  });
});

describe('sequences', () => {
  it('draw a line a journey and leave a gap where it has ended', () => {
    const figure = figureOf('sequence-index');
    const [first] = figure.data;
    const z = first?.['z'] as (number | null)[][];
    expect(z).toHaveLength(result.sequenceIndex[0]?.journeys.length ?? 0);
    const journey = result.sequenceIndex[0]?.journeys[0]?.kinds ?? [];
    expect(z[0]?.filter((place) => place !== null)).toEqual(journey.slice(0, z[0]?.length));
  });

  it('of a step add up, with those who have ended, to everybody', () => {
    const { rows } = figureOf('state-distribution').table;
    for (const row of rows) {
      const shares = row.slice(2).map(Number);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    }
  });
});

describe('transitions', () => {
  it('begin with the start and end with the end; rows add up to one', () => {
    const { rows } = figureOf('transitions').table;
    expect(rows[0]?.[0]).toBe('the start');
    const fromStart = rows.filter(([from]) => from === 'the start');
    expect(fromStart.reduce((sum, row) => sum + Number(row[2]), 0)).toBeCloseTo(1);
    expect(rows.filter(([, to]) => to === 'the end')).toHaveLength(result.kinds.length + 1);
  });

  it('of very many kinds show the commonest and say so', () => {
    const kinds = Array.from({ length: 20 }, (_, i) => `kind ${i}`);
    const figure = transitionMatrix(
      { kinds },
      { shares: new Array<number>(441).fill(1 / 21), whose: 'of all', personCount: 3 },
      'light',
    );
    checkFigure(figure);
    expect(figure.method.text).toContain('8 rarer ones are left out');
  });
});

describe('survival', () => {
  it('says below the picture how many people each point stands on', () => {
    const figure = figureOf('survival');
    const [segment] = result.segments;
    expect(segment?.survival?.risk.atRisk[0]).toBe(segment?.personCount);
    expect(written(figure.layout['annotations'])).toContain(`${segment?.personCount}`);
    expect(figure.data).toHaveLength(2 * result.segments.length);
  });
});

describe('people like no others', () => {
  it('are grey in every picture', () => {
    const looks = journeyLooks(result, segmentNames(result), 'dark');
    expect(looks.at(-1)?.colour).toBe(inkOf('dark').context);
  });
});
