// Words of the arguments that the three k-means kernels share, in their order.

export const kernelWords = [
  'rowCount',
  'columnCount',
  'clusterCount',
  'screenPanel',
  'reach',
  'screenTable',
  'bound',
  'unused',
  'indexMask0',
  'indexMask1',
  'indexMask2',
  'indexMask3',
  'panel',
  'labels',
  'centroids',
  'output',
  'outputStride',
  'closest',
  'seeds',
  'seedGroupCount',
  'first',
  'second',
  'workspace',
  'labelNames',
] as const;

export type KernelWord = (typeof kernelWords)[number];
