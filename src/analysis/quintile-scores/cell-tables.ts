// Two published tables that give score triples names, both from the documentation of rfm.

/** Inclusive range of scores on the scale 1 to 5. */
export type ScoreRange = readonly [low: number, high: number];

/** A named cell: the ranges of the recency, frequency and third (engagement or money) score. */
export interface NamedCell {
  readonly name: string;
  readonly recency: ScoreRange;
  readonly frequency: ScoreRange;
  readonly third: ScoreRange;
}

/** Cells in the order in which they are tried: the first that fits gives the name. */
export interface CellTable {
  readonly id: 'rfm' | 'rfm-classic';
  readonly cells: readonly NamedCell[];
  /** The name of triples that no cell holds. */
  readonly otherwise: string;
}

function cell(name: string, recency: ScoreRange, frequency: ScoreRange, third: ScoreRange) {
  return { name, recency, frequency, third };
}

/** The table of rfm 0.3: nearly complete, 10 of the 125 triples belong to no cell. The default. */
export const rfmCells: CellTable = {
  id: 'rfm',
  cells: [
    cell('Champions', [5, 5], [5, 5], [5, 5]),
    cell('Potential Loyalist', [3, 5], [3, 5], [2, 5]),
    cell('Loyal Customers', [2, 4], [2, 4], [2, 4]),
    cell('Promising', [3, 4], [1, 3], [3, 5]),
    cell('New Customers', [4, 5], [1, 3], [1, 5]),
    cell("Can't Lose Them", [1, 2], [3, 4], [4, 5]),
    cell('At Risk', [1, 2], [2, 5], [4, 5]),
    cell('Need Attention', [1, 3], [3, 5], [3, 5]),
    cell('About To Sleep', [2, 3], [1, 3], [1, 4]),
    cell('Lost', [1, 1], [1, 5], [1, 5]),
  ],
  otherwise: 'Others',
};

/** The table of rfm 0.2 and of its tests (Champions from 4 upward); 36 triples belong to no cell. */
export const rfmClassicCells: CellTable = {
  id: 'rfm-classic',
  cells: [
    cell('Champions', [4, 5], [4, 5], [4, 5]),
    cell('Loyal Customers', [2, 5], [3, 5], [3, 5]),
    cell('Potential Loyalist', [3, 5], [1, 3], [1, 3]),
    cell('New Customers', [4, 5], [1, 1], [1, 1]),
    cell('Promising', [3, 4], [1, 1], [1, 1]),
    cell('Need Attention', [2, 3], [2, 3], [2, 3]),
    cell('About To Sleep', [2, 3], [1, 2], [1, 2]),
    cell('At Risk', [1, 2], [2, 5], [2, 5]),
    cell("Can't Lose Them", [1, 1], [4, 5], [4, 5]),
    cell('Lost', [1, 2], [1, 2], [1, 2]),
  ],
  otherwise: 'Others',
};
