// Shares of classes add up to 1, so contributions to them add up to 0: the last class need not be walked.
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';

/** Largest distance of a leaf's sum from 1; what is lost stays far below the proof's 1e-9. */
const tolerance = 1e-12;

/** The ensemble without its last class, or itself where the leaves do not hold shares of all classes. */
export function withoutLastClass(ensemble: TreeEnsemble): TreeEnsemble {
  const { classCount, link, treeClass, valueStart, values } = ensemble;
  if (link !== 'average' || classCount < 2 || treeClass.some((only) => only >= 0)) return ensemble;
  const kept: number[] = [];
  const starts = new Int32Array(valueStart.length).fill(-1);
  for (let node = 0; node < valueStart.length; node++) {
    const start = valueStart[node]!;
    if (start < 0) continue;
    let sum = 0;
    for (let k = 0; k < classCount; k++) sum += values[start + k]!;
    if (!(Math.abs(sum - 1) <= tolerance)) return ensemble;
    starts[node] = kept.length;
    for (let k = 0; k + 1 < classCount; k++) kept.push(values[start + k]!);
  }
  return {
    ...ensemble,
    classCount: classCount - 1,
    base: ensemble.base.slice(0, -1),
    valueStart: starts,
    values: Float64Array.from(kept),
  };
}

/** Values with those of the last class: classes x features x rows from one class fewer. */
export function addLastClass(values: Float64Array, cellsPerClass: number): Float64Array {
  const all = new Float64Array(values.length + cellsPerClass);
  all.set(values);
  const last = all.subarray(values.length);
  for (let at = 0; at < values.length; at++) last[at % cellsPerClass]! -= values[at]!;
  return all;
}

/** Outputs with those of the last class: rows x classes from one class fewer. */
export function addLastShare(outputs: Float64Array, classCount: number): Float64Array {
  const rowCount = outputs.length / (classCount - 1);
  const all = new Float64Array(rowCount * classCount);
  for (let row = 0; row < rowCount; row++) {
    let rest = 1;
    for (let k = 0; k + 1 < classCount; k++) {
      const share = outputs[row * (classCount - 1) + k]!;
      all[row * classCount + k] = share;
      rest -= share;
    }
    all[row * classCount + classCount - 1] = rest;
  }
  return all;
}
