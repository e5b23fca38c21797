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
  const columns = panel.gaussians.map((j) => panel.columns[j]!);
  const present: number[][] = [];
  const ofRow = new Uint32Array(panel.rowCount);
  // A tree: two branches a node, one a column on the way to a leaf, where the pattern lies, from 1.
  const branches: number[] = [0, 0];
  for (let row = 0; row < panel.rowCount; row++) {
    let branch = 0;
    for (let place = 0; place < columns.length; place++) {
      if (place > 0) {
        if (branches[branch] === 0) branches[branch] = branches.push(0, 0) - 2;
        branch = branches[branch]!;
      }
      if (Number.isNaN(columns[place]![row]!)) branch++;
    }
    if (branches[branch] === 0) branches[branch] = present.push(presentIn(columns, row));
    ofRow[row] = branches[branch]! - 1;
  }
  const patterns = { present, ofRow };
  known.set(panel, patterns);
  return patterns;
}

function presentIn(columns: readonly Float64Array[], row: number): number[] {
  return columns.flatMap((column, place) => (Number.isNaN(column[row]!) ? [] : [place]));
}
