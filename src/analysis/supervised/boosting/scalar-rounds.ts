// Rounds of boosting in plain TypeScript: what the kernel has to compute.
import type { BinnedTable } from '../binning/bin-table.ts';
import { leafOfBins, type GrownTree } from '../grown-tree.ts';
import {
  gradientScale,
  greatestLeafCount,
  outputCountOf,
  type BoostingData,
  type BoostingRounds,
} from './boosting-data.ts';
import { TreeGrower } from './grow-tree.ts';
import { softmaxGradients } from './softmax-gradients.ts';

export function scalarRounds(data: BoostingData): BoostingRounds {
  const { training, heldOut, target, classWeights, params } = data;
  const outputCount = outputCountOf(data.classCount);
  const scale = gradientScale(training.rowCount, Math.max(...classWeights));
  const leafLimit = greatestLeafCount(data);
  const margins = startMargins(training, data.base);
  const heldOutMargins = startMargins(heldOut, data.base);
  const gradients = {
    gradient: new Float64Array(margins.length),
    hessian: new Float64Array(margins.length),
  };
  const slice = (values: Float64Array, table: BinnedTable, output: number) =>
    values.subarray(output * table.rowCount, (output + 1) * table.rowCount);

  return {
    growRound() {
      softmaxGradients(margins, target, classWeights, scale, gradients);
      return Array.from({ length: outputCount }, (_, output) => {
        const gradient = slice(gradients.gradient, training, output);
        const hessian = slice(gradients.hessian, training, output);
        const grower = new TreeGrower(training, params, leafLimit, scale, gradient, hessian);
        const tree = grower.grow(slice(margins, training, output));
        addLeaves(tree, heldOut, slice(heldOutMargins, heldOut, output));
        return tree;
      });
    },
    heldOutMargins: () => heldOutMargins,
    close() {},
  };
}

function startMargins({ rowCount }: BinnedTable, base: Float64Array): Float64Array {
  const margins = new Float64Array(base.length * rowCount);
  base.forEach((margin, k) => margins.fill(margin, k * rowCount, (k + 1) * rowCount));
  return margins;
}

function addLeaves(tree: GrownTree, table: BinnedTable, margins: Float64Array): void {
  for (let row = 0; row < table.rowCount; row++) {
    margins[row]! += tree.values[leafOfBins(tree, table.binning, table.bins, row)]!;
  }
}
