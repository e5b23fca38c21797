// Fits the published network: a recurrent layer, a dense layer taken as the encoding, a sigmoid.
import { requireOutcome, requireSequences, requireSplit, requireTraining } from './check-input.ts';
import type { RecurrentBackend } from './recurrent-backend.ts';
import type {
  OutcomeNetworkParams,
  RecurrentFit,
  RecurrentStep,
  SequenceBatch,
  SequenceSplit,
} from './recurrent-types.ts';
import { scalarBackend } from './scalar-runner.ts';
import { trainNetwork } from './train-network.ts';

/**
 * Fits by binary cross-entropy, yielding after every minibatch. The same input gives the same bytes
 * on every backend and any number of threads.
 *
 * @param batch steps from before the cutoff only, without the outcome's own events; numeric inputs
 *   scaled to about unit size
 * @param outcome 0 or 1 for each sequence, from after the cutoff
 * @param backend who runs the passes; plain TypeScript where not given
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite`,
 *   `input.unknown-label`, `input.constant-column` (one outcome for all of the training part),
 *   `parameter.out-of-range`, `fit.not-possible`
 */
export function* fitOutcomeNetwork(
  batch: SequenceBatch,
  outcome: Uint8Array,
  split: SequenceSplit,
  params: OutcomeNetworkParams,
  backend: RecurrentBackend = scalarBackend,
): Generator<RecurrentStep, RecurrentFit> {
  requireSequences(batch);
  requireTraining(params);
  requireSplit(batch, split);
  requireOutcome(batch, outcome, split);
  const { cell, hiddenSize, encodingSize } = params;
  const { inputSize } = batch;
  const kind = 'outcome';
  const shape = { kind, cell, inputSize, kindCount: 0, hiddenSize, encodingSize } as const;
  const runner = backend({ shape, batch, outcome });
  try {
    return yield* trainNetwork({ runner, shape, batch, split, params });
  } finally {
    runner.close();
  }
}
