// What goes into a recurrent encoder, what comes out of it, and what it tells on its way.

/**
 * Sequences of steps. A step is inputSize numbers: the one-hot kind first, then numeric inputs such
 * as the value or log1p of the gap in days. Every sequence has at least one step.
 */
export interface SequenceBatch {
  readonly sequenceCount: number;
  /** sequenceCount + 1 step offsets: sequence i has the steps starts[i] .. starts[i + 1] - 1. */
  readonly starts: Uint32Array;
  readonly inputSize: number;
  /** stepCount x inputSize, row-major, finite. */
  readonly inputs: Float32Array;
}

/** Indices of sequences: those the gradients come from, and those that say when to stop. */
export interface SequenceSplit {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/** `simple`: tanh; `gru`: reset gate applied after the product, as in torch and Keras; `lstm`. */
export type CellKind = 'simple' | 'gru' | 'lstm';

export interface TrainingParams {
  /** Units of the recurrent layer, 1 to 64. */
  readonly hiddenSize: number;
  /** Units of the dense layer whose activations are the encoding, 1 to 64. */
  readonly encodingSize: number;
  /** Step size of Adam. */
  readonly learningRate: number;
  /** Sequences per minibatch. */
  readonly batchSize: number;
  readonly epochCount: number;
  /** Epochs without a better validation loss after which the fit stops. */
  readonly patience: number;
  /** Greatest Euclidean norm of the gradient of all parameters together. */
  readonly gradientClip: number;
  readonly seed: number;
}

export interface OutcomeNetworkParams extends TrainingParams {
  readonly cell: CellKind;
}

export interface AutoencoderParams extends TrainingParams {
  /**
   * The first kindCount inputs of a step are the one-hot kind, reconstructed as a choice (softmax);
   * the others are numbers, reconstructed by squared error. 0: all are numbers.
   */
  readonly kindCount: number;
}

export const defaultTrainingParams = {
  hiddenSize: 10,
  encodingSize: 10,
  learningRate: 1e-3,
  batchSize: 128,
  epochCount: 50,
  patience: 5,
  gradientClip: 1,
  seed: 0,
} as const satisfies TrainingParams;

export const defaultOutcomeNetworkParams = {
  ...defaultTrainingParams,
  cell: 'simple',
} as const satisfies OutcomeNetworkParams;

export interface RecurrentModel {
  readonly kind: 'outcome' | 'autoencoder';
  /** `gru` for an autoencoder. */
  readonly cell: CellKind;
  readonly inputSize: number;
  /** 0 for an outcome network. */
  readonly kindCount: number;
  readonly hiddenSize: number;
  readonly encodingSize: number;
  /** All weights, laid out as parameter-layout.ts says. */
  readonly parameters: Float32Array;
}

/** Mean losses of one epoch; an autoencoder's are per step, an outcome network's per sequence. */
export interface EpochLoss {
  /** Counts from 1. */
  readonly epoch: number;
  /** Mean over the epoch's minibatches, each before its own update. */
  readonly trainingLoss: number;
  /** After the epoch's last update. */
  readonly validationLoss: number;
}

/** What a fit yields after every minibatch; the caller may stop between any two. */
export interface RecurrentStep {
  readonly epoch: number;
  readonly epochCount: number;
  /** Minibatches of this epoch done so far. */
  readonly batch: number;
  readonly batchCount: number;
  /** Mean loss of this epoch so far. */
  readonly trainingLoss: number;
  /** Given with the last minibatch of an epoch. */
  readonly finishedEpoch?: EpochLoss;
}

export type RecurrentWarning =
  /** The loss still fell at the last epoch allowed. */
  | 'epochs-exhausted'
  /** No epoch had a better validation loss than the initial weights. */
  | 'no-improvement'
  /** At least one unit of the encoding has the same value for every training sequence. */
  | 'dead-units';

export interface RecurrentFit {
  /** The weights of the best epoch. */
  readonly model: RecurrentModel;
  readonly epochs: readonly EpochLoss[];
  /** The epoch with the lowest validation loss; 0: the initial weights. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  readonly warnings: readonly RecurrentWarning[];
}
