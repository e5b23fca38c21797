// Which rows of a boosting fit are held out to find the best round: a share of every class.
import { createRandom, deriveSeed } from '../../random.ts';

export interface HoldOut {
  readonly training: Uint32Array;
  readonly heldOut: Uint32Array;
}

/** At least one row of every class stays in training; both lists are ascending. */
export function holdOut(
  target: Int32Array,
  classCount: number,
  share: number,
  seed: number,
): HoldOut {
  const isHeldOut = new Uint8Array(target.length);
  for (let label = 0; label < classCount; label++) {
    const rows = Uint32Array.from([...target.keys()].filter((row) => target[row] === label));
    createRandom(deriveSeed(seed, 'held-out', label)).shuffle(rows);
    const count = Math.min(Math.round(share * rows.length), rows.length - 1);
    for (const row of rows.subarray(0, Math.max(0, count))) isHeldOut[row] = 1;
  }
  const all = [...target.keys()];
  return {
    training: Uint32Array.from(all.filter((row) => !isHeldOut[row])),
    heldOut: Uint32Array.from(all.filter((row) => isHeldOut[row])),
  };
}
