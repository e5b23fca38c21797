// Numbers of states that were fitted before a sweep was cancelled or killed, kept in the working
// store's folder: the same data with the same choices goes on from there.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { StateCandidate } from '#analysis/states/state-candidate';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { EngineEnvironment } from '../../environment.ts';
import type { StoreSlot } from '../../store/store-slot.ts';
import type { WorkingStore } from '../../store/working-store.ts';

export class FinishedSweep {
  readonly #slot: StoreSlot;
  readonly #file: string;
  #candidates: StateCandidate[] = [];

  constructor(
    store: WorkingStore,
    { personaeVersion }: EngineEnvironment,
    fingerprint: string,
    recipe: StatesRecipe,
  ) {
    this.#slot = store.take(sweepKey(personaeVersion, fingerprint, recipe));
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

/** What a candidate depends on: not the range, the rule that chooses, the names or the title. */
function sweepKey(version: string, fingerprint: string, recipe: StatesRecipe): string {
  const { source, mapping, quality, asOf, seed, states } = recipe;
  const { k, ...model } = states.model;
  const anyRange = { ...model, kMinimum: 0, kMaximum: 0, criterion: '' };
  const json = JSON.stringify({
    version,
    fingerprint,
    source: { ...source, file: '' },
    mapping,
    quality,
    asOf,
    seed,
    panel: states.panel,
    features: states.features,
    // With a given number nobody is held out: those candidates know less.
    heldOut: k === null,
    model: anyRange,
  });
  return createHash('sha256').update(`sweep ${json}`).digest('hex').slice(0, 40);
}
