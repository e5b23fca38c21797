// The colours of pictures. Segments have thirteen fixed colours that grew out of Okabe and Ito's eight
// (jfly.uni-koeln.de/color): their lightness was spread so that no two coincide in greyscale, and
// their distance maximised for normal sight and three kinds of colour blindness. The bounds that hold
// are in test/unit/figures/palette.test.ts.
import type { Theme } from './figure.ts';

/** Index `segment.colour` into this; the first six stand apart the most. */
export const segmentPalette = [
  '#00638d',
  '#f09500',
  '#009675',
  '#cd7f9f',
  '#86d6ff',
  '#c53e00',
  '#eedc4f',
  '#65008b',
  '#345946',
  '#920510',
  '#7dc58a',
  '#937444',
  '#d5b9c7',
] as const;

/** The colour of a segment; numbers beyond the palette begin anew. */
export function segmentColour(index: number): string {
  const place = ((Math.trunc(index) % segmentPalette.length) + segmentPalette.length) % 13;
  return segmentPalette[place] ?? segmentPalette[0];
}

export interface Ink {
  surface: string;
  text: string;
  /** Secondary words: ticks, notes. At least 4.5 : 1 on the surface. */
  muted: string;
  grid: string;
  axis: string;
  /** The edge around fills, so that pale and dark colours alike stand out from the surface. */
  outline: string;
  /** Series that are context, not finding. */
  context: string;
  accent: string;
  warning: string;
}

const inks: Record<Theme, Ink> = {
  light: {
    surface: '#ffffff',
    text: '#1d2129',
    muted: '#59606c',
    grid: '#e6e8ec',
    axis: '#8a919d',
    outline: '#454b55',
    context: '#a9b0ba',
    accent: '#00638d',
    warning: '#b23800',
  },
  dark: {
    surface: '#191c21',
    text: '#e8eaee',
    muted: '#a4abb7',
    grid: '#2f343c',
    axis: '#737b88',
    outline: '#d5d9e0',
    context: '#69717d',
    accent: '#6fb9e6',
    warning: '#ff9a66',
  },
};

export const inkOf = (theme: Theme): Ink => inks[theme];

export type ColourMap = readonly (readonly [number, string])[];

function evenMap(colours: readonly string[]): ColourMap {
  return colours.map((colour, i) => [i / (colours.length - 1), colour] as const);
}

const sequentialColours: Record<Theme, readonly string[]> = {
  light: [
    '#e3f4f8',
    '#b5deed',
    '#83c3e1',
    '#58a7d4',
    '#398cc5',
    '#2773b4',
    '#1f5b9f',
    '#1c4183',
    '#182762',
  ],
  dark: [
    '#252d42',
    '#2b4268',
    '#2b598b',
    '#2770a8',
    '#2588be',
    '#35a2d0',
    '#5bbede',
    '#90d9ea',
    '#c8f1f6',
  ],
};

const divergingColours: Record<Theme, readonly string[]> = {
  light: [
    '#0a5a9a',
    '#4078af',
    '#6995c3',
    '#97b7d8',
    '#c9daeb',
    '#f3f3f3',
    '#e9d3c7',
    '#d4a993',
    '#bc8163',
    '#a55f3a',
    '#8d3d00',
  ],
  dark: [
    '#7cbdff',
    '#6298d0',
    '#527aa4',
    '#435e7b',
    '#34414f',
    '#2b2b2b',
    '#4b3a32',
    '#73503e',
    '#9b674c',
    '#c5805b',
    '#f89e6e',
  ],
};

/** Few to many in equal steps of CIEDE2000; few is close to the surface. */
export const sequentialMap = (theme: Theme): ColourMap => evenMap(sequentialColours[theme]);

/** Below to above, with a neutral middle that belongs at zero. */
export const divergingMap = (theme: Theme): ColourMap => evenMap(divergingColours[theme]);
