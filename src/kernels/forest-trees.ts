// Random forest: a whole tree on a bootstrap sample for each chunk.
// src/analysis/supervised/forest/grow-forest-tree.ts defines what it is.
//
// A drawn row is a record: a byte of bin for each feature, its class, and how often it was drawn.
// Records are moved between two buffers as nodes are parted, so that a node's records always lie
// together. Only counts of rows by bin and class decide, so their order never matters.
export { growTree } from './forest-trees/grow-tree';
export { addUnseen } from './forest-trees/unseen-rows';
