// How people moved between their first state and their last: the numbers of the Sankey diagram.
import { migrateSegments, type Migration } from '../agreement/migrate-segments.ts';
import { requireDecoded, type DecodedPanel } from './decoded-panel.ts';

/**
 * Flows by Viterbi state of each person's first and last row. Somebody with one row stays.
 *
 * @throws AnalysisError as `requireDecoded`
 */
export function firstToLast(panel: DecodedPanel): Migration {
  const personCount = requireDecoded(panel);
  const { starts, stateCount, decoding } = panel;
  const first = new Uint8Array(personCount);
  const last = new Uint8Array(personCount);
  for (let person = 0; person < personCount; person++) {
    first[person] = decoding.viterbi[starts[person]!]!;
    last[person] = decoding.viterbi[starts[person + 1]! - 1]!;
  }
  return migrateSegments(first, last, stateCount);
}
