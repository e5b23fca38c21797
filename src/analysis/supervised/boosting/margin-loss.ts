// The mean weighted log-loss of rows from their margins.

/** @param margins outputs x rows; a single output is the margin of class 1 over class 0 */
export function marginLoss(
  margins: Float64Array,
  target: Int32Array,
  classWeights: Float64Array,
): number {
  const rowCount = target.length;
  const outputCount = margins.length / rowCount;
  let sum = 0;
  let weights = 0;
  for (let row = 0; row < rowCount; row++) {
    const label = target[row]!;
    const weight = classWeights[label]!;
    sum += weight * (outputCount === 1 ? twoClassLoss(margins[row]!, label) : loss(row, label));
    weights += weight;
  }
  return sum / weights;

  function loss(row: number, label: number): number {
    let greatest = -Infinity;
    for (let cell = row; cell < margins.length; cell += rowCount) {
      greatest = Math.max(greatest, margins[cell]!);
    }
    let total = 0;
    for (let cell = row; cell < margins.length; cell += rowCount) {
      total += Math.exp(margins[cell]! - greatest);
    }
    return Math.log(total) + greatest - margins[label * rowCount + row]!;
  }
}

function twoClassLoss(margin: number, label: number): number {
  const towards = label === 1 ? margin : -margin;
  return Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -towards);
}
