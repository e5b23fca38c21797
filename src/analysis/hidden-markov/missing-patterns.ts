// Which of the Gaussian columns each row has: rows of one pattern share their factors.
import type { StandardPanel } from './standard-panel.ts';

export interface MissingPatterns {
  /** For each pattern the places (0 to d - 1, ascending) of the columns that are there. */
  readonly present: readonly (readonly number[])[];
  /** The pattern of each row. */
  readonly ofRow: Uint32Array;
}

const known = new WeakMap<StandardPanel, MissingPatterns>();

/** Found once a panel. */
export function missingPatterns(panel: StandardPanel): MissingPatterns {
  const before = known.get(panel);
  if (before) return before;
  const present: number[][] = [];
  const indices = new Map<string, number>();
  const ofRow = new Uint32Array(panel.rowCount);
  for (let row = 0; row < panel.rowCount; row++) {
    const places = panel.gaussians.flatMap((j, place) =>
      Number.isNaN(panel.columns[j]![row]!) ? [] : [place],
    );
    const key = places.join();
    let index = indices.get(key);
    if (index === undefined) {
      index = present.push(places) - 1;
      indices.set(key, index);
    }
    ofRow[row] = index;
  }
  const patterns = { present, ofRow };
  known.set(panel, patterns);
  return patterns;
}
