// Where the planted states of a rides sample lie, and what that file looks like.

/** `rides.csv` has its truth in `rides.truth.csv`, in the same folder. */
export function ridesTruthFile(file: string): string {
  return `${file.replace(/\.csv$/i, '')}.truth.csv`;
}

/** `week` is the Monday, ISO. */
export const ridesTruthHeader = ['rider_id', 'week', 'true_state'] as const;
