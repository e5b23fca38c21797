// Every picture of a run of workflow Journeys, in the order of reading.
import type { JourneysResult } from '#shared/results/journeys-result';
import { eventsPerPerson } from '../events-per-person.ts';
import type { DrawFigure, Theme } from '../figure.ts';
import type { FigureEntry, FigurePage } from '../figure-entry.ts';
import { scoreCardBars } from '../score-card-bars.ts';
import { segmentNames, type SegmentNames } from '../segment-look.ts';
import { condensedTree } from './condensed-tree.ts';
import { distanceCurve } from './distance-curve.ts';
import { encodingMap, type MapGroup } from './encoding-map.ts';
import { journeySizes } from './journey-sizes.ts';
import { journeyLooks, type JourneyLook } from './journeys-looks.ts';
import { lengthHistograms } from './length-histograms.ts';
import { lossCurves } from './loss-curves.ts';
import { rocComparison } from './roc-comparison.ts';
import { seedAgreement } from './seed-agreement.ts';
import { sequenceIndex } from './sequence-index.ts';
import { stateDistribution } from './state-distribution.ts';
import { survivalCurves } from './survival-curves.ts';
import { transitionMatrix } from './transition-matrix.ts';

type Draw = (looks: JourneyLook[], theme: Theme) => ReturnType<DrawFigure>;

export const mapTitles = {
  pca: 'Where people stand by their journeys (principal components)',
  umap: 'Where people stand by their journeys (UMAP)',
} as const;

/** The groups of a map, as the segments are. */
export function mapGroups(looks: readonly JourneyLook[]): MapGroup[] {
  return looks.map(({ segment, name, label, colour }) => ({
    label: segment.index,
    name,
    shortName: label,
    colour,
    isNoise: segment.byRule,
  }));
}

/** `names` by segment id, as they stand now: a rename shows in every picture at once. */
export function journeysFigures(
  result: JourneysResult,
  names: SegmentNames = segmentNames(result),
): FigureEntry[] {
  const entry = (
    id: string,
    title: string,
    page: FigurePage,
    draw: Draw,
    half = false,
  ): FigureEntry => ({
    id,
    title,
    page,
    figure: (theme) => draw(journeyLooks(result, names, theme), theme),
    ...(half ? { half } : {}),
  });
  return [
    ...overviewFigures(result, entry),
    ...segmentFigures(result, names, entry),
    ...diagnosisFigures(result, entry),
    entry('events-per-person', 'Events per person, and suspected robots', 'quality', (_, theme) =>
      eventsPerPerson(result.quality, theme),
    ),
  ];
}

type MakeEntry = (
  id: string,
  title: string,
  page: FigurePage,
  draw: Draw,
  half?: boolean,
) => FigureEntry;

function overviewFigures(result: JourneysResult, entry: MakeEntry): FigureEntry[] {
  const { maps, outcome, sequences } = result;
  const sizes = outcome ? 'Segments, and how often the outcome happened' : 'Segments';
  return [
    entry('segment-sizes', sizes, 'overview', (looks, theme) => journeySizes(result, looks, theme)),
    // What was made last is the more telling: UMAP where it was asked for.
    ...maps.toReversed().map((map) =>
      entry(`map-${map.method}`, mapTitles[map.method], 'overview', (looks, theme) =>
        encodingMap(
          {
            map,
            labels: map.segment,
            groups: mapGroups(looks),
            personCount: sequences.personCount,
          },
          theme,
        ),
      ),
    ),
  ];
}

function segmentFigures(
  result: JourneysResult,
  names: SegmentNames,
  entry: MakeEntry,
): FigureEntry[] {
  const { segments, transitionsOfAll, outcome, sequences } = result;
  return [
    entry('sequence-index', 'Journeys one below the other', 'segments', (looks, theme) =>
      sequenceIndex(result, looks, theme),
    ),
    entry('state-distribution', 'What happens first, second, third', 'segments', (looks, theme) =>
      stateDistribution(result, looks, theme),
    ),
    ...(outcome
      ? [
          entry(
            'survival',
            `How long people stay without "${outcome.name}"`,
            'segments',
            (looks, theme) => survivalCurves(result, looks, theme),
          ),
        ]
      : []),
    entry('length-histograms', 'How long the journeys are', 'segments', (looks, theme) =>
      lengthHistograms(result, looks, theme),
    ),
    entry(
      'transitions',
      'Which event follows which: everybody',
      'segments',
      (_, theme) =>
        transitionMatrix(
          result,
          {
            shares: transitionsOfAll,
            whose: 'in the journeys of everybody',
            personCount: sequences.personCount,
          },
          theme,
        ),
      true,
    ),
    ...segments.map((segment) => {
      const name = names[segment.id] ?? segment.suggestedName;
      return entry(
        `transitions-${segment.index + 1}`,
        `Which event follows which: ${name}`,
        'segments',
        (_, theme) =>
          transitionMatrix(
            result,
            {
              shares: segment.transitions,
              whose: `in the journeys of ${name}`,
              personCount: segment.personCount,
            },
            theme,
          ),
        true,
      );
    }),
  ];
}

function diagnosisFigures(result: JourneysResult, entry: MakeEntry): FigureEntry[] {
  const { encoder, clustering, stability, scoreCard, sequences } = result;
  const { network, baseline, epochs, bestEpoch, split } = encoder;
  const { distanceCurve: curve, minPts, eps, condensedTree: tree } = clustering;
  const { personCount } = sequences;
  const { mean } = stability;
  const figures: (FigureEntry | false)[] = [
    scoreCard !== null &&
      entry('score-card', 'How much of the planted truth was found', 'diagnosis', (looks, theme) =>
        scoreCardBars(result, scoreCard, looks, theme),
      ),
    network !== null &&
      baseline !== null &&
      entry(
        'roc',
        'The network beside counting, on people neither has seen',
        'diagnosis',
        (_, theme) => rocComparison(result, network, baseline, theme),
        true,
      ),
    epochs.length > 0 &&
      entry(
        'loss',
        'How the encoder learnt',
        'diagnosis',
        (_, theme) =>
          lossCurves({ epochs, bestEpoch, personCount: split.training + split.validation }, theme),
        true,
      ),
    curve !== null &&
      minPts !== null &&
      entry('distance-curve', 'How near the neighbours are', 'diagnosis', (_, theme) =>
        distanceCurve({ curve, minPts, radius: eps, personCount }, theme),
      ),
    tree !== null &&
      tree.length > 0 &&
      entry(
        'condensed-tree',
        'How groups fall apart as only denser places count',
        'diagnosis',
        (looks, theme) => condensedTree(result, tree, looks, theme),
      ),
    mean !== null &&
      stability.adjustedRand.length > 0 &&
      entry(
        'seed-agreement',
        'How alike the segments of other seeds are',
        'diagnosis',
        (_, theme) => seedAgreement(result, mean, theme),
        true,
      ),
  ];
  return figures.filter((figure) => figure !== false);
}
