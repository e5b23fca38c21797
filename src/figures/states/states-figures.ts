// Every picture of a run of workflow States, in the order of reading; what a run does not have is left out.
import type { StatesResult } from '#shared/results/states-result';
import { eventsPerPerson } from '../events-per-person.ts';
import type { FigureEntry } from '../figure-entry.ts';
import { shareText } from '../number-text.ts';
import { scoreCardBars } from '../score-card-bars.ts';
import { segmentLooks, segmentNames, type SegmentNames } from '../segment-look.ts';
import { countHistogram } from './count-histogram.ts';
import { dwellTimes } from './dwell-times.ts';
import { emissionDensities } from './emission-densities.ts';
import { firstToLastSankey } from './first-to-last-sankey.ts';
import { kCurve } from './k-curve.ts';
import { likelihoodTraces } from './likelihood-traces.ts';
import { forecastShares, sharesByPeriod, sharesSinceJoining } from './shares-over-time.ts';
import { stateProfiles } from './state-profiles.ts';
import { stateSizes } from './state-sizes.ts';
import { allPersons, type StateLook } from './states-looks.ts';
import { transitionGraph } from './transition-graph.ts';
import { transitionHeatmap } from './transition-heatmap.ts';

function overviewFigures(result: StatesResult, looks: readonly StateLook[]): FigureEntry[] {
  const { one, many } = result.panel.periodUnit;
  const { byPeriod, bySinceJoining } = result.pictures;
  const several = looks.length > 1;
  const figures: (FigureEntry | false)[] = [
    {
      id: 'state-sizes',
      title: 'How large the states are',
      page: 'overview',
      figure: (theme) => stateSizes(result, looks, theme),
    },
    byPeriod.periods.length > 1 && {
      id: 'shares-by-period',
      title: `The share of every state, ${one} by ${one}`,
      page: 'overview',
      figure: (theme) => sharesByPeriod(result, looks, theme),
    },
    several && {
      id: 'transition-heatmap',
      title: `Who goes where from one ${one} to the next`,
      page: 'overview',
      figure: (theme) => transitionHeatmap(result, looks, theme),
    },
    several && {
      id: 'transition-graph',
      title: 'The states as a map',
      page: 'overview',
      figure: (theme) => transitionGraph(result, looks, theme),
    },
    several &&
      bySinceJoining.periods.length > 1 && {
        id: 'shares-since-joining',
        title: `The share of every state by ${many} since joining`,
        page: 'overview',
        figure: (theme) => sharesSinceJoining(result, looks, theme),
      },
    several && {
      id: 'first-to-last',
      title: 'Where people began, and where they are last',
      page: 'overview',
      figure: (theme) => firstToLastSankey(result, looks, theme),
    },
    several &&
      result.forecast.shares.length > 1 && {
        id: 'forecast',
        title: 'What is expected next',
        page: 'overview',
        figure: (theme) => forecastShares(result, looks, theme),
      },
  ];
  return figures.filter((entry) => entry !== false);
}

/** Fit for a file name, and different for every feature. */
function emissionId(name: string, place: number): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `emission-${place + 1}${slug === '' ? '' : `-${slug}`}`;
}

function stateFigures(result: StatesResult, looks: readonly StateLook[]): FigureEntry[] {
  return [
    {
      id: 'state-profiles',
      title: 'What every state is like',
      page: 'segments',
      figure: (theme) => stateProfiles(result, looks, theme),
    },
    ...result.pictures.emissions.flatMap((picture, i): FigureEntry[] => {
      const feature = result.features.find(({ name }) => name === picture.feature);
      if (!feature) return [];
      return [
        {
          id: emissionId(feature.name, i),
          title: `${feature.label} in every state`,
          page: 'segments',
          half: true,
          figure: (theme) => emissionDensities(picture, feature, result, looks, theme),
        },
      ];
    }),
  ];
}

function diagnosisFigures(result: StatesResult, looks: readonly StateLook[]): FigureEntry[] {
  const { choice, panel, pictures, scoreCard } = result;
  const { one } = panel.periodUnit;
  const figures: (FigureEntry | false)[] = [
    scoreCard !== null && {
      id: 'score-card',
      title: 'How much of the planted truth was found',
      page: 'diagnosis',
      figure: (theme) => scoreCardBars(result, scoreCard, looks, theme),
    },
    choice.candidates.length > 1 && {
      id: 'k-curve',
      title: 'How many states: every criterion',
      page: 'diagnosis',
      figure: (theme) =>
        kCurve(
          {
            candidates: choice.candidates,
            chosenK: choice.chosenK,
            personCount: panel.personCount,
          },
          theme,
        ),
    },
    choice.traces.length > 0 && {
      id: 'likelihood-traces',
      title: 'Every restart on its way',
      page: 'diagnosis',
      figure: (theme) => likelihoodTraces(choice.traces, choice.chosenK, theme),
    },
    pictures.dwell.some(({ runCount }) => runCount > 0) && {
      id: 'dwell-times',
      title: 'How long people stay, against the geometric law',
      page: 'diagnosis',
      figure: (theme) => dwellTimes(result, looks, theme),
    },
    {
      id: 'switches',
      title: 'How often people change their state',
      page: 'diagnosis',
      half: true,
      figure: (theme) =>
        countHistogram(
          {
            histogram: pictures.switches,
            title: 'Changes of state',
            lead: `${shareText(result.switches.unchangedShare)} of people never change their state.`,
            method: {
              text: `Changes from one ${one} to the next on the most probable path of every person.`,
              ...allPersons(result),
            },
          },
          theme,
        ),
    },
    {
      id: 'entropy',
      title: 'How sure the states of people are',
      page: 'diagnosis',
      half: true,
      figure: (theme) =>
        countHistogram(
          {
            histogram: pictures.entropy,
            title: 'Entropy: 0 is certain, 1 could be anything',
            lead: `The mean entropy is ${result.entropy.mean.toFixed(2)}.`,
            method: {
              text: 'The entropy of the state probabilities, averaged over the rows of a person, divided by its largest possible value.',
              formula: '−sum of p log p / log K',
              ...allPersons(result),
            },
          },
          theme,
        ),
    },
  ];
  return figures.filter((entry) => entry !== false);
}

function qualityFigures({ quality, panel, ...result }: StatesResult): FigureEntry[] {
  const { many } = panel.periodUnit;
  return [
    {
      id: 'panel-lengths',
      title: `How many ${many} people have`,
      page: 'quality',
      half: true,
      figure: (theme) =>
        countHistogram(
          {
            histogram: panel.lengths,
            title: `${many.charAt(0).toUpperCase()}${many.slice(1)} of a person`,
            lead: `Rows of the panel by person.`,
            method: {
              text: `From a person's first event to the as-of date, or to the end of a gap longer than ${panel.gaps.cutoff} ${many}.`,
              ...allPersons({ ...result, panel }),
            },
          },
          theme,
        ),
    },
    ...(quality === null
      ? []
      : [
          {
            id: 'events-per-person',
            title: 'Events per person, and suspected robots',
            page: 'quality' as const,
            half: true,
            figure: (theme: 'light' | 'dark') => eventsPerPerson(quality, theme),
          },
        ]),
  ];
}

/** `names` by segment id, as they stand now: a rename shows in every picture at once. */
export function statesFigures(
  result: StatesResult,
  names: SegmentNames = segmentNames(result),
): FigureEntry[] {
  const looks: StateLook[] = segmentLooks(result, names);
  return [
    ...overviewFigures(result, looks),
    ...stateFigures(result, looks),
    ...diagnosisFigures(result, looks),
    ...qualityFigures(result),
  ];
}
