// Every picture of a run of workflow RFE, in the order of reading; what a run does not have is left out.
import type { RfeResult } from '#shared/results/rfe-result';
import { eventsPerPerson } from './events-per-person.ts';
import { featureBoxes } from './feature-boxes.ts';
import { featureHistograms } from './feature-histograms.ts';
import { measureList, usedFeatures } from './feature-measures.ts';
import type { DrawFigure } from './figure.ts';
import type { FigureEntry } from './figure-entry.ts';
import { frequencyByEngagement } from './frequency-by-engagement.ts';
import { kCurves } from './k-curves.ts';
import { migrationSankey } from './migration-sankey.ts';
import { paretoCurve } from './pareto-curve.ts';
import { profileHeatmap } from './profile-heatmap.ts';
import { fewestCorners, radar } from './radar.ts';
import { recencyByFrequency } from './recency-by-frequency.ts';
import { restartTraces } from './restart-traces.ts';
import type { Objective } from './restart-traces.ts';
import { scatter3d } from './scatter-3d.ts';
import { scoreCardBars } from './score-card-bars.ts';
import { segmentLooks, segmentNames } from './segment-look.ts';
import type { SegmentLook, SegmentNames } from './segment-look.ts';
import { scoredSegments } from './segment-scores.ts';
import { segmentSizes } from './segment-sizes.ts';
import { silhouettePlot } from './silhouette-plot.ts';
import { snakePlot } from './snake-plot.ts';
import { stabilityBars } from './stability-bars.ts';

function overviewFigures(result: RfeResult, looks: readonly SegmentLook[]): FigureEntry[] {
  const { recency, frequency, engagement } = { ...measuresByName(result) };
  const { migration } = result.pictures;
  return [
    {
      id: 'segment-sizes',
      title: `Segments: people, ${frequency}, ${engagement}`,
      page: 'overview',
      figure: (theme) => segmentSizes(result, looks, theme),
    },
    {
      id: 'pareto',
      half: true,
      title: `How unevenly ${frequency} are shared`,
      page: 'overview',
      figure: (theme) => paretoCurve(result, theme),
    },
    {
      id: 'recency-by-frequency',
      half: true,
      title: `Where people stand: ${recency} by ${frequency}`,
      page: 'overview',
      figure: (theme) => recencyByFrequency(result, theme),
    },
    ...(migration && migration.counts.some((row) => row.some((count) => count > 0))
      ? [
          {
            id: 'migration',
            title: 'Who moved between segments',
            page: 'overview' as const,
            figure: (theme: Parameters<DrawFigure>[0]) =>
              migrationSankey(result, migration, looks, theme),
          },
        ]
      : []),
  ];
}

function measuresByName(result: RfeResult): Record<'recency' | 'frequency' | 'engagement', string> {
  const [recency = '', frequency = '', engagement = ''] = measureList(result).map(({ label }) =>
    label.toLowerCase(),
  );
  return { recency, frequency, engagement };
}

function segmentFigures(result: RfeResult, looks: readonly SegmentLook[]): FigureEntry[] {
  const { recency, frequency, engagement } = measuresByName(result);
  const corners = usedFeatures(result).length;
  // One segment is everybody: nothing to compare with the average.
  const several = scoredSegments(result, looks).length > 1;
  const pointCount = result.pictures.points.segment.length;
  const figures: (FigureEntry | false)[] = [
    {
      id: 'profile',
      title: 'Profile of every segment',
      page: 'segments',
      figure: (theme) => profileHeatmap(result, looks, theme),
    },
    several && {
      id: 'snake',
      title: 'Segments against the average person',
      page: 'segments',
      figure: (theme) => snakePlot(result, looks, theme),
    },
    several &&
      corners >= fewestCorners && {
        id: 'radar',
        title: 'The shape of every segment',
        page: 'segments',
        figure: (theme) => radar(result, looks, theme),
      },
    {
      id: 'frequency-by-engagement',
      title: `Segments by ${frequency} and ${engagement}`,
      page: 'segments',
      figure: (theme) => frequencyByEngagement(result, looks, theme),
    },
    pointCount > 0 && {
      id: 'scatter-3d',
      title: `Segments by ${recency}, ${frequency} and ${engagement}`,
      page: 'segments',
      figure: scatter3d(result, looks),
    },
    ...result.features
      .filter(({ used }) => used)
      .map((feature): FigureEntry => ({
        id: `boxes-${feature.name}`,
        title: `${feature.label} within every segment`,
        page: 'segments',
        figure: (theme) => featureBoxes(feature, result, looks, theme),
      })),
  ];
  return figures.filter((entry) => entry !== false);
}

function diagnosisFigures(result: RfeResult, looks: readonly SegmentLook[]): FigureEntry[] {
  const { choice, pictures, model, provenance, scoreCard } = result;
  const { silhouette } = pictures;
  const objective: Objective = model.kind === 'gaussian-mixture' ? 'log-likelihood' : 'inertia';
  const traces = choice.traces
    .filter(({ k, trace }) => k === choice.chosenK && trace.length > 0)
    .map(({ trace, ...rest }) => ({ ...rest, values: trace }));
  const figures: (FigureEntry | false)[] = [
    scoreCard !== null && {
      id: 'score-card',
      title: 'How much of the planted truth was found',
      page: 'diagnosis',
      figure: (theme) => scoreCardBars(result, scoreCard, looks, theme),
    },
    choice.candidates.length > 0 && {
      id: 'k-curves',
      title: 'How many segments: every criterion',
      page: 'diagnosis',
      figure: (theme) =>
        kCurves(
          {
            candidates: choice.candidates,
            chosenK: choice.chosenK,
            personCount: provenance.personCount,
          },
          theme,
        ),
    },
    silhouette !== null && {
      id: 'silhouette',
      half: true,
      title: 'How well people sit in their segment',
      page: 'diagnosis',
      figure: (theme) => silhouettePlot(result, silhouette, looks, theme),
    },
    looks.some(({ segment }) => segment.stability !== null) && {
      id: 'stability',
      half: true,
      title: 'Which segments come back on resampling',
      page: 'diagnosis',
      figure: (theme) => stabilityBars(result, looks, theme),
    },
    traces.length > 0 && {
      id: 'restart-traces',
      half: true,
      title: `Restarts of k = ${choice.chosenK}`,
      page: 'diagnosis',
      figure: (theme) => restartTraces(traces, objective, theme),
    },
  ];
  return figures.filter((entry) => entry !== false);
}

function qualityFigures(result: RfeResult): FigureEntry[] {
  return [
    ...result.features.map((feature): FigureEntry => ({
      id: `histogram-${feature.name}`,
      title: `${feature.label}, before and after the transform`,
      page: 'quality',
      figure: (theme) => featureHistograms(feature, theme),
    })),
    {
      id: 'events-per-person',
      title: 'Events per person, and suspected robots',
      page: 'quality',
      figure: (theme) => eventsPerPerson(result.quality, theme),
    },
  ];
}

/** `names` by segment id, as they stand now: a rename shows in every picture at once. */
export function rfeFigures(
  result: RfeResult,
  names: SegmentNames = segmentNames(result),
): FigureEntry[] {
  const looks = segmentLooks(result, names);
  return [
    ...overviewFigures(result, looks),
    ...segmentFigures(result, looks),
    ...diagnosisFigures(result, looks),
    ...qualityFigures(result),
  ];
}
