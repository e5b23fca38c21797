// The arguments of the kernel, in its order; src/kernels/recurrent-network/arguments.ts says what
// each is.

export const kernelWords = [
  'cell',
  'isAutoencoder',
  'inputSize',
  'kindCount',
  'hiddenSize',
  'encodingSize',
  'inputs',
  'inputStride',
  'noInput',
  'starts',
  'outcome',
  'parameters',
  'parameterCount',
  'tiles',
  'tileCount',
  'mode',
  'scale',
  'longest',
  'scratch',
  'scratchStride',
  'gradient',
  'gradientStride',
  'losses',
  'encodings',
  'probabilities',
] as const;

export type KernelWord = (typeof kernelWords)[number];
