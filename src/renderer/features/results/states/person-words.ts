// One person's states as a sentence.
import { isDormancyApart } from '#figures/states/is-dormancy-apart';
import { periodsText } from '#figures/states/states-looks';
import type { StatesResult, StatesSegment } from '#shared/results/states-result';
import { formatDate, formatPlural, formatShare } from '../../../components/format.ts';
import { segmentName } from '../../../state/runs.svelte.ts';
import type { PersonView } from './person-reader.svelte.ts';

type Unit = StatesResult['panel']['periodUnit'];

/** "Commuters with 88 %, for 3 weeks; before that Weekend riders. ..." */
export function nowSentence(
  { rows, runs }: PersonView,
  nameOf: (state: number) => string,
  unit: Unit,
): string {
  const last = rows.at(-1);
  const stay = runs.at(-1);
  if (!last || !stay) return 'There is no row of this person.';
  const before = runs.at(-2);
  const known = formatShare(last.filtered[last.state] ?? 0);
  const since = `for ${periodsText(stay.length, unit)}`;
  const former = before ? `, before that in ${nameOf(before.state)}` : '';
  return `In ${nameOf(last.state)} (${known} sure) ${since}${former}.`;
}

export function historySentence({ rows, runs }: PersonView, unit: Unit): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return '';
  const changes = formatPlural(runs.length - 1, 'change', 'changes');
  return `${periodsText(rows.length, unit)} from ${formatDate(first.period)} to ${formatDate(last.period)}, ${changes} of state.`;
}

/** What is likeliest at the end of the forecast; null where there is none. */
export function nextSentence(
  { forecast }: PersonView,
  segments: readonly StatesSegment[],
  unit: Unit,
): string | null {
  const last = forecast.at(-1);
  if (!last) return null;
  const best = last.probabilities.indexOf(Math.max(...last.probabilities));
  const state = segments.find(({ index }) => index === best);
  const isSaid = state?.dormant === true && !isDormancyApart(segments);
  const gone =
    last.dormancy === null || isSaid
      ? ''
      : ` The probability of being dormant then is ${formatShare(last.dormancy)}.`;
  return `In ${periodsText(forecast.length, unit)} most likely in ${state ? segmentName(state) : ''} (${formatShare(last.probabilities[best] ?? 0)}).${gone}`;
}
