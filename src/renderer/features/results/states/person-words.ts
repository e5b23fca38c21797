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
  { rows, runs, ending }: PersonView,
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
  return `${ending ? 'Last in' : 'In'} ${nameOf(last.state)} (${known} sure) ${since}${former}.`;
}

export function historySentence({ rows, runs }: PersonView, unit: Unit): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return '';
  const changes = formatPlural(runs.length - 1, 'change', 'changes');
  return `${periodsText(rows.length, unit)} from ${formatDate(first.period)} to ${formatDate(last.period)}, ${changes} of state.`;
}

/** Why the rows end before those of the others, and what that means; null where they do not. */
export function endingSentence({ ending }: PersonView, unit: Unit): string | null {
  if (!ending) return null;
  const { lastPeriod, gapCutoff, returned } = ending;
  const reason =
    gapCutoff === null
      ? 'the panel has no later row of this person'
      : `nothing happened for more than ${periodsText(gapCutoff, unit)}, and the person counts as dormant`;
  const end = `The rows end with the ${unit.one} of ${formatDate(lastPeriod)}: ${reason}.`;
  const back = returned
    ? ` The person came back on ${formatDate(returned)}; what happened since is not in the rows, so the state is not that of today.`
    : '';
  return `${end}${back}`;
}

/** What is likeliest at the end of the forecast; null where there is none. */
export function nextSentence(
  { forecast, ending }: PersonView,
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
  const ahead = periodsText(forecast.length, unit);
  return `${ending ? `${ahead} after the last row` : `In ${ahead}`} most likely in ${state ? segmentName(state) : ''} (${formatShare(last.probabilities[best] ?? 0)}).${gone}`;
}
