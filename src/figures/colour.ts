// Arithmetic of colours written as #rrggbb: opacity, mixing, contrast.
import type { ColourMap } from './palette.ts';

/** The three channels, 0 to 255, of a colour written as #rrggbb. */
function channelsOf(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A colour with an opacity, as plotly and SVG both read it. */
export function withOpacity(colour: string, opacity: number): string {
  return `rgba(${channelsOf(colour).join(',')},${opacity})`;
}

/** `weight` of the colour over the rest of a surface, as one opaque colour. */
export function blend(colour: string, surface: string, weight: number): string {
  const under = channelsOf(surface);
  const mixed = channelsOf(colour).map((channel, i) =>
    Math.round(channel * weight + (under[i] ?? 0) * (1 - weight)),
  );
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour of a map at a place from 0 to 1. */
export function colourAt(map: ColourMap, place: number): string {
  const scaled = Math.min(1, Math.max(0, place)) * (map.length - 1);
  const lower = Math.floor(scaled);
  const low = map[lower]?.[1] ?? '#000000';
  const high = map[lower + 1]?.[1] ?? low;
  return blend(high, low, scaled - lower);
}

function luminanceOf(colour: string): number {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** Contrast ratio of WCAG 2, 1 to 21. */
export function contrastOf(first: string, second: string): number {
  const [low = 0, high = 0] = [luminanceOf(first), luminanceOf(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Black or white, whichever is easier to read on a fill. */
export function textOn(fill: string): string {
  return contrastOf(fill, '#000000') >= contrastOf(fill, '#ffffff') ? '#000000' : '#ffffff';
}
