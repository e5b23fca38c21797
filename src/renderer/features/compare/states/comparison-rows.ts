// What two runs of States came to, side by side: the number of states, what each criterion alone would
// take, how sure the search is, and where the likelihood ran away.
import type { StateCriterion } from '#shared/results/states-choice-result';
import { stateCriteria } from '#shared/results/states-choice-result';
import type { StatesResult } from '#shared/results/states-result';
import {
  formatCount,
  formatNumber,
  formatPlural,
  formatShare,
} from '../../../components/format.ts';
import { statesSettingValue } from './states-setting-words.ts';

export interface ComparisonRow {
  readonly label: string;
  readonly first: string;
  readonly second: string;
}

type Tell = (result: StatesResult) => string;

const criterionWord = (criterion: StateCriterion): string =>
  statesSettingValue('states.model.criterion', criterion) ?? criterion;

const chosenOf = ({ choice }: StatesResult) =>
  choice.candidates.find(({ k }) => k === choice.chosenK);

const numberOfStates: Tell = ({ choice }) =>
  choice.criterion === null
    ? `${choice.chosenK}, set by hand`
    : `${choice.chosenK}, by ${criterionWord(choice.criterion)}`;

const voteOf =
  (criterion: StateCriterion): Tell =>
  ({ choice }) => {
    const vote = choice.votes.find((each) => each.criterion === criterion);
    if (!vote) return '–';
    return vote.atEdge ? `${vote.k}, at the edge of what was tried` : String(vote.k);
  };

const heldOut: Tell = (result) => {
  const { heldOutPerRow: value = null, heldOutError: error = null } = chosenOf(result) ?? {};
  if (value === null) return 'nobody was held out';
  return `${formatNumber(value, 3)}${error === null ? '' : ` ± ${formatNumber(error, 3)}`} nats`;
};

const restarts: Tell = (result) => {
  const chosen = chosenOf(result);
  return chosen ? `${chosen.restarts.reachedBest} of ${chosen.restarts.count}` : '–';
};

const runaway: Tell = ({ runaway: found }) =>
  found === null ? 'none' : `${formatNumber(found.gainPerRow, 1)} nats a row`;

const dormant: Tell = ({ segments, panel }) => {
  const asleep = segments.filter((state) => state.dormant);
  if (asleep.length === 0) return 'no state is';
  return formatShare(asleep.reduce((sum, state) => sum + state.nowCount, 0) / panel.personCount);
};

const rows: Tell = ({ panel }) =>
  `${formatCount(panel.rowCount)} of ${formatPlural(panel.personCount, 'person', 'people')}`;

const planted: Tell = ({ plantedRows }) =>
  plantedRows === null ? '–' : formatShare(plantedRows.foundShare);

export function comparisonRows(first: StatesResult, second: StatesResult): ComparisonRow[] {
  const row = (label: string, tell: Tell): ComparisonRow => ({
    label,
    first: tell(first),
    second: tell(second),
  });
  const isTried = [first, second].some(({ choice }) => choice.votes.length > 0);
  const isPlanted = [first, second].some(({ plantedRows }) => plantedRows !== null);
  return [
    row('Number of states', numberOfStates),
    ...(isTried
      ? stateCriteria.map((each) => row(`By ${criterionWord(each)} alone`, voteOf(each)))
      : []),
    row('Held-out log-likelihood a row', heldOut),
    row('Restarts at the best', restarts),
    row('Runaway of the likelihood', runaway),
    row('Smallest state, of all rows', (result) =>
      formatShare(chosenOf(result)?.smallestShare ?? 0),
    ),
    row('Changes of state a person', ({ switches }) => formatNumber(switches.mean, 1)),
    row('Dormant now', dormant),
    row('Rows', rows),
    ...(isPlanted ? [row('Rows in the planted state', planted)] : []),
  ];
}

/** Whether columns are emitted in other ways, so that the likelihoods are of different kinds. */
export function emitsOtherwise(first: StatesResult, second: StatesResult): boolean {
  const ways = ({ features }: StatesResult): string =>
    features
      .map(({ name, emission, log }) => `${name} ${emission} ${log}`)
      .sort()
      .join('\n');
  return ways(first) !== ways(second);
}
