// Numbers of states that were fitted before a sweep was cancelled or killed, kept in the working
// store's folder: the same data with the same choices goes on from there.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { StateCandidate } from '#analysis/states/state-candidate';
import type { EngineEnvironment } from '../../environment.ts';
import type { StoreSlot } from '../../store/store-slot.ts';
import type { WorkingStore } from '../../store/working-store.ts';
import type { StatesAnalysisInput } from './states-input.ts';

type SweptPanel = Pick<StatesAnalysisInput, 'starts' | 'columns' | 'features' | 'choices'>;

export class FinishedSweep {
  readonly #slot: StoreSlot;
  readonly #file: string;
  #candidates: StateCandidate[] = [];

  constructor(store: WorkingStore, { personaeVersion }: EngineEnvironment, input: SweptPanel) {
    this.#slot = store.take(sweepKey(personaeVersion, input));
    this.#file = path.join(path.dirname(this.#slot.databasePath), 'sweep.bin');
  }

  /** Empty where there is nothing, or nothing that can be read. */
  load(): readonly StateCandidate[] {
    try {
      // Written by keep() of the same version, which is part of the key.
      this.#candidates = deserialize(readFileSync(this.#file)) as StateCandidate[];
    } catch {
      this.#candidates = [];
    }
    return this.#candidates;
  }

  /** Losing it costs time only: where it cannot be written, the sweep goes on. */
  keep(candidate: unknown): void {
    this.#candidates = [...this.#candidates, candidate as StateCandidate];
    try {
      writeFileSync(`${this.#file}.part`, serialize(this.#candidates));
      renameSync(`${this.#file}.part`, this.#file);
    } catch {
      return;
    }
  }

  close(): void {
    this.#slot.release();
  }
}

/** What a candidate depends on: the panel and the model, not the range, the rule that chooses, the names. */
function sweepKey(version: string, input: SweptPanel): string {
  const { states, seed } = input.choices;
  const { k, ...model } = states.model;
  const json = JSON.stringify({
    version,
    seed,
    features: input.features.map(({ name, label, kind, emission, log }) => {
      return { name, label, kind, emission, log };
    }),
    // With a given number nobody is held out: those candidates know less.
    heldOut: k === null,
    model: { ...model, kMinimum: 0, kMaximum: 0, criterion: '' },
  });
  const digest = createHash('sha256').update(`sweep ${json}`).update(input.starts);
  for (const column of input.columns) {
    digest.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return digest.digest('hex').slice(0, 40);
}
