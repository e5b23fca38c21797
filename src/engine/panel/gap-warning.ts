// What must be said where many people came back after their rows had ended.
import type { PanelSummary } from '#shared/results/states-result';
import { countText } from '../count-text.ts';

/** Fewer than this share of the people are told on the diagnosis page alone. */
const worthSaying = 0.01;

export function gapWarning({
  input,
  gaps,
  personCount,
  periodUnit,
}: Pick<PanelSummary, 'input' | 'gaps' | 'personCount' | 'periodUnit'>): string[] {
  const { cutoff, returnedPersonCount: returned } = gaps;
  if (returned === 0 || returned < worthSaying * personCount) return [];
  const who =
    returned === 1 ? '1 person' : `${countText(returned)} of ${countText(personCount)} people`;
  const pause = `more than ${cutoff} ${cutoff === 1 ? periodUnit.one : periodUnit.many} without ${input === 'events' ? 'an event' : 'a row'}`;
  return [
    `${who} came back after ${pause}: their rows end with that gap, so their state now is the one of then. A longer cutoff keeps what came later.`,
  ];
}
