// Kinds of events stay apart from each other, for every sight, and from segments.
import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  formatHex,
  parse,
} from 'culori';
import type { Color } from 'culori';
import { describe, expect, it } from 'vitest';
import { contrastOf } from '#figures/colour';
import { kindPalette, rareKindColour } from '#figures/journeys/kind-palette';
import { inkOf, segmentPalette } from '#figures/palette';

const difference = differenceCiede2000();
const all = [...kindPalette, rareKindColour];

function seenBy(sight: (colour: Color) => Color, colour: string): string {
  const read = parse(colour);
  if (!read) throw new Error(`Not a colour: ${colour}`);
  return formatHex(sight(read));
}

const smallest = (colours: readonly string[]): number =>
  Math.min(
    ...colours.flatMap((first, i) =>
      colours.slice(i + 1).map((second) => difference(first, second)),
    ),
  );

describe('the palette of kinds', () => {
  it.each([
    ['normal sight', (colour: Color) => colour, 24],
    ['protanopia', filterDeficiencyProt(1), 15],
    ['deuteranopia', filterDeficiencyDeuter(1), 15],
    ['tritanopia', filterDeficiencyTrit(1), 15],
  ] as const)('stays apart under %s', (_, sight, least) => {
    expect(smallest(all.map((colour) => seenBy(sight, colour)))).toBeGreaterThanOrEqual(least);
  });

  it('is not taken for that of segments', () => {
    for (const kind of all)
      for (const segment of segmentPalette)
        expect(difference(kind, segment), `${kind} ${segment}`).toBeGreaterThanOrEqual(9);
  });

  it('stands out from both surfaces', () => {
    for (const theme of ['light', 'dark'] as const)
      for (const kind of all)
        expect(contrastOf(kind, inkOf(theme).surface), kind).toBeGreaterThan(1.3);
  });
});
