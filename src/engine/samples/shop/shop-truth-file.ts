// Where the planted groups of a shop sample lie, and what that file looks like.

/** `orders.csv` has its truth in `orders.truth.csv`, in the same folder. */
export function shopTruthFile(file: string): string {
  return `${file.replace(/\.csv$/i, '')}.truth.csv`;
}

export const shopTruthHeader = ['customer_id', 'true_segment'] as const;
