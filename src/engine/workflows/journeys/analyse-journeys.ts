// The analysis of a run, on a thread of its own: from sequences to segments, maps and their proof.
import { deriveSeed } from '#analysis/random';
import type { JourneysResult } from '#shared/results/journeys-result';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { runToEnd } from '../run-to-end.ts';
import { scoreTruth } from '../score-truth.ts';
import { withTeam } from '../with-team.ts';
import { analysisContext, type AnalysisContext } from './analysis-context.ts';
import type { JourneysAnalysis, JourneysAnalysisInput } from './analysis-input.ts';
import type { JourneyClusters } from './cluster-journeys.ts';
import { clusteringReport } from './clustering-report.ts';
import { compareEncoder } from './compare-encoder.ts';
import { confoundersReport } from './confounders-report.ts';
import { describeJourneys } from './describe-journeys.ts';
import { encoderKind } from './encode-journeys.ts';
import { encoderReport, outcomeProbabilities } from './encoder-report.ts';
import { headlineOf, tooManyClusters, warningsOf } from './findings.ts';
import { LiveLosses } from './live-losses.ts';
import { drawMaps, mapRowsOf, sequenceIndexOf } from './map-journeys.ts';
import { modelOfRun } from './model-of-run.ts';
import { lengthHistogramOf, personNumbers } from './person-numbers.ts';
import { prepareJourneys, type PreparedJourneys } from './prepare-journeys.ts';
import { cluster, encode } from './segment-journeys.ts';
import { stabilityOfSeeds, withoutSeeds } from './stability-of-seeds.ts';

/** Segments are bytes in the table of persons; the last is for those without one. */
const greatestClusterCount = 254;

/** @throws PersonaeError and AnalysisError with what cannot be analysed and why; job.cancelled */
export function analyseJourneys(
  input: JourneysAnalysisInput,
  thread: ThreadContext,
): Promise<JourneysAnalysis> {
  return withTeam(thread, (team) => analyse(input, analysisContext(thread, team)));
}

function analyse(input: JourneysAnalysisInput, context: AnalysisContext): JourneysAnalysis {
  const { sequences, choices } = input;
  const { journeys: settings, seed, names } = choices;
  const { thread } = context;
  const { persons } = sequences;
  const prepared = prepareJourneys(input);
  const { journeys, facts, encoder: encoderInput } = prepared;

  const live = new LiveLosses(persons.length, thread);
  const encoded = encode(encoderInput, seed, context, (done, epoch) => {
    context.progress('encode', done, live.metric);
    if (epoch) live.add(epoch);
  });
  context.progress('compare', 0);
  const probabilities = outcomeProbabilities(encoded, prepared, context.recurrent);
  const compared = runToEnd(compareEncoder(encoderInput, probabilities), thread);
  context.progress('cluster', 0);
  const clustered = cluster(encoded, settings.clustering, seed, context);
  const { whitening, points, clusters } = clustered;
  const { labels, clusterCount } = clusters;
  if (clusterCount > greatestClusterCount) throw tooManyClusters(clusterCount);
  const stability = stabilityOf(clusters, prepared, choices, context);

  // Persons without a segment are one more group.
  const groups = labels.map((label) => (label < 0 ? clusterCount : label));
  const groupCount = clusterCount + (labels.includes(-1) ? 1 : 0);
  context.progress('map', 0);
  const mapRows = mapRowsOf(persons.length, seed);
  const shown = { rows: mapRows, groups, seed, withUmap: settings.umap };
  const maps = drawMaps({ whitening, encodings: encoded.points, points }, shown, context);
  context.progress('describe', 0);
  const { outcome: outcomes } = sequences;
  const findings = {
    persons,
    journeys,
    facts,
    outcomes,
    points,
    labels,
    clusterCount,
    names,
    seed,
  };
  const described = runToEnd(describeJourneys(findings), thread);
  const confounders = confoundersReport(clusters, facts, deriveSeed(seed, 'confounders'));
  const encoder = encoderReport(prepared, encoded, compared);
  const { kind } = settings.clustering;
  const clustering = clusteringReport(clusters, kind, whitening, persons.length);
  const personSegments = Uint8Array.from(groups);
  const { segments } = described;
  return {
    headline: headlineOf(persons.length, clusterCount, clustering.noiseShare, segments),
    warnings: warningsOf(encoder, clustering, confounders, segments, encoded.fit),
    encoder,
    clustering,
    ...described,
    confounders,
    stability,
    maps,
    sequenceIndex: sequenceIndexOf(journeys, groups, groupCount),
    model: modelOfRun(prepared, encoded, clustered),
    scoreCard: input.truth && scoreTruth(input.truth, personSegments, segments),
    lengthHistogram: lengthHistogramOf(facts.length),
    personSegments,
    personNumbers: personNumbers(facts, probabilities, encoderInput.outcome),
    encodings: points.values,
    mapRows,
  };
}

function stabilityOf(
  { labels, clusterCount }: JourneyClusters,
  { encoder }: PreparedJourneys,
  { seed, journeys: { clustering } }: JourneysAnalysisInput['choices'],
  context: AnalysisContext,
): JourneysResult['stability'] {
  if (encoderKind(encoder) === 'counts') return withoutSeeds;
  const { stabilitySeedCount } = encoder.settings;
  const first = { seed, labels, segmentCount: clusterCount };
  return stabilityOfSeeds(first, stabilitySeedCount, (ownSeed, place, count) => {
    const text = `Seed ${place + 1} of ${count}`;
    const again = encode(encoder, ownSeed, context, (done) =>
      context.progress('stability', (place + 0.9 * done) / count, text),
    );
    return cluster(again, clustering, ownSeed, context).clusters;
  });
}
