// Tree models that ensembles.py wrote as JSON, and the tables they work on.
import type { FeatureTable } from '#analysis/supervised/feature-table';
import type { TreeEnsemble } from '#analysis/supervised/tree-ensemble';

export interface EnsembleJson {
  readonly classCount: number;
  readonly featureCount: number;
  readonly link: string;
  readonly base: readonly number[];
  readonly treeStarts: readonly number[];
  readonly treeClass: readonly number[];
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly missingLeft: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly cover: readonly number[];
  readonly valueStart: readonly number[];
  readonly values: readonly number[];
}

export function readEnsemble(json: EnsembleJson): TreeEnsemble {
  return {
    classCount: json.classCount,
    featureCount: json.featureCount,
    link: json.link === 'average' ? 'average' : 'softmax',
    base: Float64Array.from(json.base),
    treeStarts: Uint32Array.from(json.treeStarts),
    treeClass: Int32Array.from(json.treeClass),
    feature: Int32Array.from(json.feature),
    threshold: Float64Array.from(json.threshold),
    categories: new Int32Array(json.feature.length).fill(-1),
    categoryBits: new Uint32Array(0),
    missingLeft: Uint8Array.from(json.missingLeft),
    left: Int32Array.from(json.left),
    right: Int32Array.from(json.right),
    cover: Float64Array.from(json.cover),
    valueStart: Int32Array.from(json.valueStart),
    values: Float64Array.from(json.values),
  };
}

export function numericTable(rows: readonly (readonly number[])[]): FeatureTable {
  const columns = Array.from({ length: rows[0]?.length ?? 0 }, (_, j) => ({
    name: `x${j}`,
    kind: 'continuous' as const,
    values: Float64Array.from(rows, (row) => row[j]!),
    levels: [],
  }));
  return { rowCount: rows.length, columns };
}
