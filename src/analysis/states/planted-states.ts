// Found states against planted ones: the score card of the sample.
import { matchLabels, type TruthAgreement } from '../agreement/match-labels.ts';
import type { DecodedPanel } from './decoded-panel.ts';
import { summarisePersons } from './summarise-persons.ts';

export interface PlantedAgreement {
  /** Rows whose Viterbi state is paired with the planted one. */
  readonly rows: TruthAgreement;
  /** Persons whose last row is in the state that is paired, by the rows, with the planted one. */
  readonly nowCount: number;
  readonly nowShare: number;
}

/**
 * @param planted one state a row, 0 to plantedCount - 1; -1 where unknown
 * @throws AnalysisError as `requireDecoded` and `matchLabels`
 */
export function comparePlanted(
  panel: DecodedPanel,
  planted: ArrayLike<number>,
  plantedCount: number,
): PlantedAgreement {
  const persons = summarisePersons(panel);
  const rows = matchLabels(planted, panel.decoding.viterbi, plantedCount, panel.stateCount);
  const foundOf = rows.groups.map(({ found }) => found);
  let knownCount = 0;
  let nowCount = 0;
  for (let person = 0; person < persons.personCount; person++) {
    const truth = planted[panel.starts[person + 1]! - 1]!;
    if (truth < 0) continue;
    knownCount++;
    if (foundOf[truth] === persons.stateNow[person]) nowCount++;
  }
  return { rows, nowCount, nowShare: knownCount === 0 ? 0 : nowCount / knownCount };
}
