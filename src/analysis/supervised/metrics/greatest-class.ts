// The class that a row's probabilities favour.

/** The class of the greatest probability of a row, of equal ones the first. */
export function greatestClass(
  probabilities: Float64Array,
  row: number,
  classCount: number,
): number {
  const start = row * classCount;
  let best = 0;
  for (let k = 1; k < classCount; k++) {
    if (probabilities[start + k]! > probabilities[start + best]!) best = k;
  }
  return best;
}

/** Of every row. */
export function greatestClasses(probabilities: Float64Array, classCount: number): Int32Array {
  const rowCount = probabilities.length / classCount;
  return Int32Array.from({ length: rowCount }, (_, row) =>
    greatestClass(probabilities, row, classCount),
  );
}
