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
  const all = Uint32Array.from(target.keys());
  if (share === 0) return { training: all, heldOut: new Uint32Array(0) };
  for (let label = 0; label < classCount; label++) {
    const rows = all.filter((row) => target[row] === label);
    createRandom(deriveSeed(seed, 'held-out', label)).shuffle(rows);
    const count = Math.min(Math.round(share * rows.length), rows.length - 1);
    for (const row of rows.subarray(0, Math.max(0, count))) isHeldOut[row] = 1;
  }
  return {
    training: all.filter((row) => isHeldOut[row] === 0),
    heldOut: all.filter((row) => isHeldOut[row] === 1),
  };
}
