// Gradient boosting: gradients of all rows, and a whole tree for each output.
// src/analysis/supervised/boosting/scalar-rounds.ts defines what they are.
//
// Rows lie in 8-bit bins, row after row. Gradients and hessians are whole numbers; a bin's cell holds
// the sum of gradients in one 64-bit lane, and in the other the sum of hessians above the number of
// rows, so that one addition does all three. Sums of whole numbers do not depend on their order.
export { gradients } from './gradient-trees/gradients';
export { growTree } from './gradient-trees/grow-tree';
