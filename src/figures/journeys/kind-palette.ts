// The colours of kinds of events. They keep a distance from each other (CIEDE2000 of 24, and of 15 under
// three kinds of colour blindness) and from the colours of segments (9), so that an event is never taken
// for a segment; the bounds are in test/unit/figures/journeys/kind-palette.test.ts.

/** The commonest kind first; the first six stand apart the most. */
export const kindPalette = [
  '#4795e0',
  '#b77936',
  '#d9e485',
  '#233d88',
  '#58f1fe',
  '#801736',
  '#eebab6',
  '#444501',
  '#7c8a76',
] as const;

/** All kinds that have no colour of their own. */
export const rareKindColour = '#7a6d81';
