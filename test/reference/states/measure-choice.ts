// Measures how often the chosen number of states is the planted one, as docs/models/choosing-states.md
// reports. Run: node test/reference/states/measure-choice.ts [persons] [seeds] [situation]
import { decode } from '#analysis/hidden-markov/decode';
import { defaultHiddenMarkovParams } from '#analysis/hidden-markov/hidden-markov-types';
import { chooseStateCount, type StateChoice } from '#analysis/states/choose-state-count';
import { comparePlanted } from '#analysis/states/planted-states';
import { sweepStates } from '#analysis/states/sweep-states';
import { plantPanel, type PlantParams } from '../../unit/analysis/states/planted-panel.ts';

const personCount = Number(process.argv[2] ?? 300);
const seedCount = Number(process.argv[3] ?? 10);
const only = process.argv[4];

const situations: [string, number, Partial<PlantParams>][] = [
  ['three states', 3, {}],
  ['three states, 20 % of the cells deleted', 3, { missingShare: 0.2 }],
  ['three states, two thirds as far apart', 3, { separation: 0.67 }],
  ['three states, half as far apart', 3, { separation: 0.5 }],
  ['no states', 1, { separation: 0 }],
];

function finish<Result>(steps: Generator<unknown, Result>): Result {
  let next = steps.next();
  while (!next.done) next = steps.next();
  return next.value;
}

/** The choice from 1 to 5 states, and the share of rows recovered by a model of the planted number. */
function measure(truth: number, params: PlantParams): { choice: StateChoice; accuracy: number } {
  const { panel, emissions, states } = plantPanel(params);
  const fit = {
    ...defaultHiddenMarkovParams,
    restartCount: 3,
    tolerance: 1e-5,
    seed: params.seed ?? 1,
  };
  const sweep = {
    fit,
    foldCount: 5,
    heldOutRestartCount: 2,
    columnNames: ['a', 'b', 'c', 'd', 'e'],
  };
  const { candidates } = finish(sweepStates(panel, emissions, [1, 2, 3, 4, 5], sweep));
  const choice = chooseStateCount(candidates, panel.starts);
  const { fit: found } = candidates.find(({ stateCount }) => stateCount === truth)!;
  const decoding = finish(decode(panel, found.model));
  const decoded = { starts: panel.starts, stateCount: truth, decoding };
  const { rows } = comparePlanted(decoded, states, 3);
  return { choice, accuracy: rows.recovered.share };
}

console.log(`${personCount} persons, ${seedCount} seeds`);
console.log(
  '| people | chosen | held-out best | AIC | BIC (rows) | BIC (persons) | ICL | accuracy |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const [name, truth, given] of situations) {
  if (only !== undefined && only !== name) continue;
  const measured = Array.from({ length: seedCount }, (_, i) =>
    measure(truth, { personCount, periodCount: 10, ...given, seed: i + 1 }),
  );
  const right = (stateCountOf: (choice: StateChoice) => number | undefined) =>
    measured.filter(({ choice }) => stateCountOf(choice) === truth).length;
  const votes = ['held-out', 'aic', 'bic-rows', 'bic-persons', 'icl'].map((criterion) =>
    right((choice) => choice.votes.find((vote) => vote.criterion === criterion)?.stateCount),
  );
  const accuracies = measured.map(({ accuracy }) => accuracy);
  const range = [Math.min(...accuracies), Math.max(...accuracies)].map((value) => value.toFixed(3));
  console.log(
    `| ${[name, right(({ stateCount }) => stateCount), ...votes, range.join(' to ')].join(' | ')} |`,
  );
}
