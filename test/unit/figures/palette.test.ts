// The palette keeps the distances it promises: for normal sight, three kinds of colour blindness,
// greyscale print, and the two surfaces.
import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  formatHex,
  lab65,
  parse,
  wcagContrast,
} from 'culori';
import type { Color } from 'culori';
import { describe, expect, it } from 'vitest';
import { colourAt, contrastOf, textOn } from '#figures/colour';
import {
  divergingMap,
  inkOf,
  segmentColour,
  segmentPalette,
  sequentialMap,
} from '#figures/palette';
import type { ColourMap } from '#figures/palette';
import type { Theme } from '#figures/figure';

const difference = differenceCiede2000();
const themes: Theme[] = ['light', 'dark'];

function parsed(colour: string): Color {
  const read = parse(colour);
  if (!read) throw new Error(`Not a colour: ${colour}`);
  return read;
}

const sights: Record<string, (colour: Color) => Color> = {
  'normal sight': (colour: Color) => colour,
  protanopia: filterDeficiencyProt(1),
  deuteranopia: filterDeficiencyDeuter(1),
  tritanopia: filterDeficiencyTrit(1),
};

function smallestDistance(
  colours: readonly string[],
  distance: (first: string, second: string) => number,
): number {
  const distances = colours.flatMap((first, i) =>
    colours.slice(i + 1).map((second) => distance(first, second)),
  );
  return Math.min(...distances);
}

const lightness = (colour: string): number => lab65(parsed(colour)).l;

describe('the palette of segments', () => {
  it('has thirteen colours', () => {
    expect(new Set(segmentPalette).size).toBe(13);
    expect(segmentColour(13)).toBe(segmentPalette[0]);
    expect(segmentColour(-1)).toBe(segmentPalette[12]);
  });

  // All thirteen, and the first six, which most runs need. CIEDE2000; about 2 can just be told apart.
  it.each([
    ['normal sight', 16, 27],
    ['protanopia', 11, 16],
    ['deuteranopia', 11, 16],
    ['tritanopia', 9.5, 11.5],
  ] as const)('stays apart under %s', (sight, all, firstSix) => {
    const seen = (colour: string): string => formatHex(sights[sight]?.(parsed(colour))) ?? '';
    const distance = (first: string, second: string): number =>
      difference(seen(first), seen(second));
    expect(smallestDistance(segmentPalette, distance)).toBeGreaterThanOrEqual(all);
    expect(smallestDistance(segmentPalette.slice(0, 6), distance)).toBeGreaterThanOrEqual(firstSix);
  });

  it('stays apart in greyscale, by CIE lightness', () => {
    const distance = (first: string, second: string): number =>
      Math.abs(lightness(first) - lightness(second));
    expect(smallestDistance(segmentPalette, distance)).toBeGreaterThanOrEqual(4);
    expect(smallestDistance(segmentPalette.slice(0, 6), distance)).toBeGreaterThanOrEqual(6.5);
  });

  it.each(themes)('has an outline that delineates every fill on the %s surface', (theme) => {
    const { outline, surface } = inkOf(theme);
    expect(contrastOf(outline, surface)).toBeGreaterThanOrEqual(7);
  });

  it('has text that can be read on every fill', () => {
    for (const fill of segmentPalette)
      expect(contrastOf(textOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
  });
});

describe.each(themes)('ink on the %s surface', (theme) => {
  const ink = inkOf(theme);

  it('is readable: WCAG AA for text, 3 : 1 for lines that say something', () => {
    for (const text of [ink.text, ink.muted, ink.warning, ink.accent])
      expect(contrastOf(text, ink.surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrastOf(ink.axis, ink.surface)).toBeGreaterThanOrEqual(3);
  });

  it('agrees with an independent contrast', () => {
    expect(contrastOf(ink.muted, ink.surface)).toBeCloseTo(wcagContrast(ink.muted, ink.surface), 6);
  });
});

function stepsOf(map: ColourMap): number[] {
  return map.slice(1).map(([, colour], i) => {
    return difference(parsed(map[i]?.[1] ?? ''), parsed(colour));
  });
}

describe.each(themes)('the maps for %s', (theme) => {
  it('climbs in equal steps, from few near the surface to many far from it', () => {
    const map = sequentialMap(theme);
    const steps = stepsOf(map);
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.15);
    const far = map.map(([, colour]) =>
      Math.abs(lightness(colour) - lightness(inkOf(theme).surface)),
    );
    expect(far).toEqual([...far].sort((a, b) => a - b));
  });

  it('diverges evenly from a neutral middle', () => {
    const map = divergingMap(theme);
    const steps = stepsOf(map);
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.2);
    const middle = lab65(parsed(colourAt(map, 0.5)));
    expect(Math.hypot(middle.a, middle.b)).toBeLessThan(1);
    const lightnesses = map.map(([, colour]) => lightness(colour));
    const mirrored = lightnesses.map((l, i) => Math.abs(l - (lightnesses.at(-1 - i) ?? 0)));
    expect(Math.max(...mirrored)).toBeLessThan(6);
  });

  it('has text that can be read on every place', () => {
    for (const map of [sequentialMap(theme), divergingMap(theme)])
      for (let place = 0; place <= 1; place += 0.01) {
        const fill = colourAt(map, place);
        expect(contrastOf(textOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
      }
  });
});
