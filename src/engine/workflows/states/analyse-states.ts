// The analysis of a States run, on a thread of its own: from the panel to states, persons, pictures.
import type { HiddenMarkovBackend } from '#analysis/hidden-markov/hidden-markov-backend';
import { kernelHiddenMarkov } from '#analysis/hidden-markov/kernel-hidden-markov';
import { scalarHiddenMarkov } from '#analysis/hidden-markov/scalar-hidden-markov';
import type { DecodedPanel } from '#analysis/states/decoded-panel';
import { dwellTimes } from '#analysis/states/dwell-times';
import { fitPanelDrift } from '#analysis/states/panel-drift';
import { keptColumns } from '#analysis/states/panel-transform';
import { summarisePersons } from '#analysis/states/summarise-persons';
import { transitionTable } from '#analysis/states/transition-table';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { inParts } from '../in-parts.ts';
import { withTeam } from '../with-team.ts';
import { describeChoice, describeRunaway } from './describe-choice.ts';
import { describeFeatures } from './describe-features.ts';
import { activityOf, describeStates, profilesOf } from './describe-states.ts';
import { drawPictures, square } from './draw-pictures.ts';
import { headlineOf, warningsOf } from './findings.ts';
import { fitStates } from './fit-states.ts';
import { forecastAll, personResults } from './person-results.ts';
import { compareWithPlanted } from './score-planted.ts';
import type { StatesAnalysis, StatesAnalysisInput } from './states-input.ts';
import { statesStages } from './states-stages.ts';

/** Parts of the description beside the two of every feature; between any it may be cancelled. */
const partsApart = 10;

/** @throws PersonaeError and AnalysisError with what cannot be analysed and why; job.cancelled */
export function analyseStates(
  input: StatesAnalysisInput,
  thread: ThreadContext,
): Promise<StatesAnalysis> {
  return withBackend(thread, (backend) => analyse(input, backend, thread));
}

/** Kernels on a team of threads, or plain TypeScript where WebAssembly is absent. */
export function withBackend<T>(
  thread: ThreadContext,
  work: (backend: HiddenMarkovBackend) => T,
): Promise<T> {
  return withTeam(thread, (team) => work(team ? kernelHiddenMarkov(team) : scalarHiddenMarkov));
}

function analyse(
  input: StatesAnalysisInput,
  backend: HiddenMarkovBackend,
  thread: ThreadContext,
): StatesAnalysis {
  const fitted = fitStates(input, backend, thread);
  const partCount = partsApart + 2 * input.features.length;
  const part = inParts(thread, statesStages.describe.name, partCount);
  const { model } = fitted.chosen.fit;
  const { stateCount } = model;
  const decoded: DecodedPanel = { starts: input.starts, stateCount, decoding: fitted.decoding };
  const persons = part(() => summarisePersons(decoded));
  const transitions = part(() => transitionTable(model, decoded));
  const dwell = part(() => dwellTimes(model, decoded));
  const activity = part(() => activityOf(input, decoded, persons));
  const profiles = part(() => profilesOf(input, fitted, decoded, persons));
  const described = part(() =>
    describeStates(input, fitted, profiles, activity, persons, transitions, dwell),
  );
  const keptNames = keptColumns(fitted.transform).map(({ name }) => name);
  const isGiven = input.choices.states.model.k !== null;
  const planted = part(() => compareWithPlanted(input, decoded, persons, described.segments));
  const features = describeFeatures(input, fitted.transform, part);
  const driftBaseline = input.features.flatMap(({ name }, index) =>
    part(() => fitPanelDrift([input.columns[index]!], [name])),
  );
  const forecast = part(() => forecastAll(input, persons, model, activity.dormant));
  const pictures = part(() => drawPictures(input, fitted, decoded, persons, dwell));
  return {
    headline: headlineOf(input, described.segments),
    warnings: warningsOf(input, fitted, isGiven),
    features,
    choice: describeChoice(fitted, keptNames, isGiven),
    ...described,
    transitionMatrix: square(Array.from(transitions.probabilities), stateCount),
    transitionCounts: square(Array.from(transitions.counts), stateCount),
    switches: switchesOf(persons.switchCount),
    entropy: { mean: meanOf(persons.entropy) },
    forecast,
    runaway: describeRunaway(fitted.chosen.runaway, keptNames),
    pictures,
    ...planted,
    model: {
      kind: 'hidden-markov',
      parameters: plainModel(model),
      transform: fitted.transform,
      driftBaseline,
    },
    ...part(() => personResults(input, decoded, persons, model, activity.dormant)),
  };
}

/** Typed arrays become arrays of numbers, so that the model is plain JSON. */
function plainModel<M extends object>(model: M): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(model).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Float64Array ? Array.from(value) : value,
    ]),
  );
}

function switchesOf(counts: Uint32Array): { mean: number; unchangedShare: number } {
  const unchanged = counts.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0);
  return { mean: meanOf(counts), unchangedShare: unchanged / counts.length };
}

function meanOf(values: Float64Array | Uint32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
