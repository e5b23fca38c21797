// The published table that gives score triples names.

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
  readonly cells: readonly NamedCell[];
  /** The name of triples that no cell holds. */
  readonly otherwise: string;
}

function cell(name: string, recency: ScoreRange, frequency: ScoreRange, third: ScoreRange) {
  return { name, recency, frequency, third };
}

/** From the documentation of the R package rfm 0.3: 10 of the 125 triples belong to no cell. */
export const rfmCells: CellTable = {
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
