// Divides persons into folds, and takes persons out of a panel.
import { contentOrder } from '../hidden-markov/content-order.ts';
import type { SequencePanel } from '../hidden-markov/hidden-markov-types.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { requireCount, requireRange } from '../statistics/require-values.ts';

/**
 * A fold for every person; sizes differ by one at most. Persons are drawn in the order of what their
 * rows hold, so that the order of the source decides nothing.
 *
 * @returns one number a person, 0 to foldCount - 1
 * @throws AnalysisError `parameter.out-of-range`, `input.too-few-rows` with fewer persons than folds
 */
export function foldPersons(panel: SequencePanel, foldCount: number, seed: number): Uint8Array {
  requireRange(foldCount, 2, 20, 'The number of folds');
  const places = contentOrder(panel);
  requireCount(places.length, foldCount, 'Held-out persons');
  createRandom(deriveSeed(seed, 'state-folds')).shuffle(places);
  const folds = new Uint8Array(places.length);
  places.forEach((person, at) => (folds[person] = at % foldCount));
  return folds;
}

/** The persons for whom `keeps` says yes, with all of their rows, in their order. */
export function selectPersons(
  panel: SequencePanel,
  keeps: (person: number) => boolean,
): SequencePanel {
  const { starts, columns } = panel;
  const persons: number[] = [];
  for (let person = 0; person + 1 < starts.length; person++) {
    if (keeps(person)) persons.push(person);
  }
  const kept = new Uint32Array(persons.length + 1);
  persons.forEach((person, at) => {
    kept[at + 1] = kept[at]! + starts[person + 1]! - starts[person]!;
  });
  const rowCount = kept[persons.length]!;
  const gathered = columns.map((column) => {
    const values = new Float64Array(rowCount);
    persons.forEach((person, at) => {
      values.set(column.subarray(starts[person], starts[person + 1]), kept[at]);
    });
    return values;
  });
  return { rowCount, starts: kept, columns: gathered };
}
