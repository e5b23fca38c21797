// Fits a recurrent autoencoder: a GRU reads the steps, another one rebuilds them from the encoding.
import { requireKinds, requireSequences, requireSplit, requireTraining } from './check-input.ts';
import type { RecurrentBackend } from './recurrent-backend.ts';
import type {
  AutoencoderParams,
  RecurrentFit,
  RecurrentStep,
  SequenceBatch,
  SequenceSplit,
} from './recurrent-types.ts';
import { scalarBackend } from './scalar-runner.ts';
import { trainNetwork } from './train-network.ts';

/**
 * Fits by cross-entropy of the kinds and half the squared errors of the numbers, per step, yielding
 * after every minibatch. The decoder sees nothing but the encoding and rebuilds the last step first.
 *
 * @param backend who runs the passes; plain TypeScript where not given
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite`,
 *   `input.unknown-label` (a step without exactly one kind), `parameter.out-of-range`,
 *   `fit.not-possible`
 */
export function* fitAutoencoder(
  batch: SequenceBatch,
  split: SequenceSplit,
  params: AutoencoderParams,
  backend: RecurrentBackend = scalarBackend,
): Generator<RecurrentStep, RecurrentFit> {
  requireSequences(batch);
  requireTraining(params);
  requireSplit(batch, split);
  requireKinds(batch, params.kindCount);
  const { hiddenSize, encodingSize, kindCount } = params;
  const { inputSize } = batch;
  const kind = 'autoencoder';
  const shape = { kind, cell: 'gru', inputSize, kindCount, hiddenSize, encodingSize } as const;
  const runner = backend({ shape, batch });
  try {
    return yield* trainNetwork({ runner, shape, batch, split, params });
  } finally {
    runner.close();
  }
}
