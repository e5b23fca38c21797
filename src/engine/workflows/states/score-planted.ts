// How much of a sample's planted states was found: by rows, and by the state now of every person.
import { matchLabels } from '#analysis/agreement/match-labels';
import type { DecodedPanel } from '#analysis/states/decoded-panel';
import { comparePlanted } from '#analysis/states/planted-states';
import type { PersonStates } from '#analysis/states/summarise-persons';
import type { StatesSegment } from '#shared/results/states-result';
import type { StatesAnalysis, StatesAnalysisInput } from './states-input.ts';

export function compareWithPlanted(
  { truth, starts }: StatesAnalysisInput,
  decoded: DecodedPanel,
  { stateNow, personCount }: PersonStates,
  segments: readonly StatesSegment[],
): Pick<StatesAnalysis, 'plantedRows' | 'scoreCard'> {
  if (!truth) return { plantedRows: null, scoreCard: null };
  const { names, labels } = truth;
  const { rows, nowShare } = comparePlanted(decoded, labels, names.length);
  const last = Int32Array.from(
    { length: personCount },
    (_, person) => labels[starts[person + 1]! - 1]!,
  );
  const now = matchLabels(last, Int32Array.from(stateNow), names.length, decoded.stateCount);
  return {
    plantedRows: {
      rowCount: rows.table.total,
      foundShare: rows.recovered.share,
      adjustedRand: rows.adjustedRandIndex,
      nowShare,
    },
    scoreCard: {
      adjustedRand: now.adjustedRandIndex,
      foundShare: nowShare,
      segments: rows.groups.map(({ truth: planted, found }) => {
        const group = now.groups.find((of) => of.truth === planted);
        return {
          planted: names[planted] ?? '',
          personCount: group?.truthCount ?? 0,
          matchedSegmentId: found === null ? null : (segments[found]?.id ?? null),
          recall: recallOf(last, stateNow, planted, found),
          precision: recallOf(Int32Array.from(stateNow), last, found ?? -1, planted),
        };
      }),
    },
  };
}

/** Of the persons with `from` in the first list, the share that has `to` in the second. */
function recallOf(
  first: Int32Array,
  second: Int32Array | Uint8Array,
  from: number,
  to: number | null,
): number {
  let count = 0;
  let both = 0;
  first.forEach((label, person) => {
    if (label !== from) return;
    count++;
    if (second[person] === to) both++;
  });
  return count === 0 ? 0 : both / count;
}
