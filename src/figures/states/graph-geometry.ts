// Where discs and arrows of the transition graph lie; the circle of discs has radius 1.

export interface Place {
  x: number;
  y: number;
}

interface Round {
  place: Place;
  radius: number;
}

/** Clockwise from the top; a single disc stands in the middle. */
export function onCircle(index: number, count: number): Place {
  if (count === 1) return { x: 0, y: 0 };
  // Two discs lie side by side, as their names are wide.
  const turn = Math.PI / 2 - (index / count) * 2 * Math.PI + (count === 2 ? Math.PI / 2 : 0);
  return { x: 1.15 * Math.cos(turn), y: Math.sin(turn) };
}

/** The area follows the share; neighbours on the circle do not touch. */
export function discRadius(share: number, count: number): number {
  const largest = Math.min(0.34, count > 1 ? 0.8 * Math.sin(Math.PI / count) : 0.34);
  return Math.max(0.05, largest * Math.sqrt(Math.min(1, share)));
}

function quadratic(a: number, b: number, c: number, t: number): number {
  return (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
}

/**
 * Points from the edge of one disc to the edge of the other, bent to the left, so that the ways
 * there and back are two lines.
 */
export function curveBetween(from: Round, to: Round): Place[] {
  const across = { x: to.place.x - from.place.x, y: to.place.y - from.place.y };
  const bend = 0.16;
  const control = {
    x: (from.place.x + to.place.x) / 2 - across.y * bend,
    y: (from.place.y + to.place.y) / 2 + across.x * bend,
  };
  const all = Array.from({ length: 61 }, (_, i) => ({
    x: quadratic(from.place.x, control.x, to.place.x, i / 60),
    y: quadratic(from.place.y, control.y, to.place.y, i / 60),
  }));
  const gap = 0.02;
  const outside = all.filter(
    (point) =>
      distance(point, from.place) > from.radius + gap &&
      distance(point, to.place) > to.radius + gap,
  );
  return outside.length >= 3 ? outside : all;
}

export function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export interface Head {
  /** The line up to the head. */
  shaft: Place[];
  /** The triangle. */
  outline: Place[];
  /** Where the number of the arrow stands. */
  middle: Place;
}

/** A head of the given length at the end of a curve. */
export function headAt(curve: readonly Place[], length: number): Head {
  const tip = curve.at(-1) ?? { x: 0, y: 0 };
  const neck = curve.findLastIndex((point) => distance(point, tip) >= length);
  const base = curve[Math.max(0, neck)] ?? tip;
  const size = distance(base, tip) || 1;
  const way = { x: (tip.x - base.x) / size, y: (tip.y - base.y) / size };
  const half = length * 0.55;
  return {
    shaft: curve.slice(0, Math.max(2, neck + 1)),
    outline: [
      tip,
      { x: base.x - way.y * half, y: base.y + way.x * half },
      { x: base.x + way.y * half, y: base.y - way.x * half },
      tip,
    ],
    // Nearer to where it comes from: in the very middle arrows cross.
    middle: curve[Math.floor(curve.length * 0.36)] ?? tip,
  };
}
