// Words of the kernel's arguments, in their order.

export const kernelWords = [
  'stateCount',
  'rowBytes',
  'squareCount',
  'maskedSquareCount',
  'lineCount',
  'maskedLineCount',
  'table',
  'tableStride',
  'start',
  'transitions',
  'logStart',
  'logTransitions',
  'logTransitionsBack',
  'tiles',
  'chunks',
  'firstChunk',
  'posterior',
  'filtered',
  'firstRow',
  'paths',
  'outputBytes',
  'scales',
  'exponentials',
  'jointCount',
  'jointFactors',
  'jointFactorBytes',
  'jointOffsets',
  'jointMeans',
] as const;

export type KernelWord = (typeof kernelWords)[number];
