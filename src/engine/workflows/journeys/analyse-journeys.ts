// The analysis of a run, on a thread of its own: from sequences to segments, maps and their proof.
import { fitDriftReference } from '#analysis/drift/column-drift';
import type { Points } from '#analysis/density/points';
import { journeyFacts } from '#analysis/journeys/journey-facts';
import type { Journeys } from '#analysis/journeys/journey-types';
import { measureConfounders } from '#analysis/journeys/measure-confounders';
import { measureStability, type SeedClustering } from '#analysis/journeys/measure-stability';
import { applyWhitening, fitWhitening } from '#analysis/journeys/whiten-encodings';
import { kernelBackend } from '#analysis/kmeans/kernel-rows';
import { scalarBackend as scalarKMeans } from '#analysis/kmeans/scalar-rows';
import { deriveSeed } from '#analysis/random';
import { predictOutcome } from '#analysis/recurrent/encode-sequences';
import { kernelRecurrent } from '#analysis/recurrent/kernel-runner';
import { scalarBackend as scalarRecurrent } from '#analysis/recurrent/scalar-runner';
import type { EpochLoss } from '#analysis/recurrent/recurrent-types';
import { splitSequences } from '#analysis/recurrent/split-sequences';
import { renderSentence } from '#analysis/words/sentence';
import type { Team } from '#analysis/team';
import type { JourneysPartial } from '#shared/calls/fit-partial';
import type { JourneysResult } from '#shared/results/journeys-result';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { startThreadTeam } from '../../threads/thread-team.ts';
import { runToEnd } from '../run-to-end.ts';
import { scoreTruth } from '../score-truth.ts';
import type { JourneysAnalysis, JourneysAnalysisInput } from './analysis-input.ts';
import { clusterJourneys, type JourneyClusters } from './cluster-journeys.ts';
import { clusteringReport } from './clustering-report.ts';
import { compareEncoder } from './compare-encoder.ts';
import { describeJourneys } from './describe-journeys.ts';
import { encodeJourneys, encoderKind, type Encoded } from './encode-journeys.ts';
import { headlineOf, tooManyClusters, warningsOf } from './findings.ts';
import { savedJourneysModel } from './journeys-model.ts';
import { journeyStages } from './journeys-stages.ts';
import { mapRowsOf, pcaMap, sequenceIndexOf, umapOf } from './map-journeys.ts';
import { coreRows } from './place-journeys.ts';
import { fitInputScaling, sequenceBatch } from './sequence-batch.ts';

/** Segments are bytes in the table of persons; the last is for those without one. */
const greatestClusterCount = 254;

/** @throws PersonaeError and AnalysisError with what cannot be analysed and why; job.cancelled */
export async function analyseJourneys(
  input: JourneysAnalysisInput,
  thread: ThreadContext,
): Promise<JourneysAnalysis> {
  const { threadCount, teamThreadUrl: threadUrl } = thread;
  if (typeof WebAssembly === 'undefined') return analyse(input, thread, undefined);
  const team = await startThreadTeam({ threadCount, threadUrl });
  try {
    return analyse(input, thread, team);
  } finally {
    await team.dispose();
  }
}

function analyse(
  input: JourneysAnalysisInput,
  thread: ThreadContext,
  team: Team | undefined,
): JourneysAnalysis {
  const { sequences, choices } = input;
  const { journeys: settings, seed } = choices;
  const personCount = sequences.persons.length;
  const journeys: Journeys = { personCount, ...sequences };
  const facts = journeyFacts(journeys, sequences.window.cutoffDay);
  const outcome = sequences.outcome?.happened ?? null;
  const split = splitSequences(outcome ?? new Uint8Array(personCount), deriveSeed(seed, 'split'));
  const scaling = fitInputScaling(sequences, split.training);
  const batch = sequenceBatch(sequences, scaling);
  const lastGapDays = facts.lastDay.map((day) => Math.max(0, sequences.window.cutoffDay - day));
  const counted = {
    batch,
    kindNames: sequences.kindNames,
    tenureDays: facts.tenure,
    lastGapDays,
    training: split.training,
  };
  const encoderInput = { batch, counted, split, outcome, settings: settings.encoder };
  const recurrent = team ? kernelRecurrent(team) : scalarRecurrent;
  const kmeans = team ? kernelBackend(team) : scalarKMeans;

  const live = new LiveLosses(personCount, thread);
  const encode = (ownSeed: number, watch: LiveLosses | null, done: (fraction: number) => void) =>
    runToEnd(encodeJourneys(encoderInput, ownSeed, recurrent), thread, (step) => {
      done((step.epoch - 1 + step.batch / step.batchCount) / step.epochCount);
      if (step.finishedEpoch) watch?.add(step.finishedEpoch);
    });
  const cluster = (encoded: Encoded, ownSeed: number) => {
    const whitening = fitWhitening(encoded.points);
    const points = applyWhitening(whitening, encoded.points);
    const work = clusterJourneys(points, settings.clustering, ownSeed, team, kmeans);
    return { whitening, points, clusters: runToEnd(work, thread) };
  };

  const stage = (name: keyof typeof journeyStages) => (fraction: number, metric?: string) =>
    thread.progress(journeyStages[name].name, Math.min(1, fraction), metric);
  const encoded = encode(seed, live, (fraction) => stage('encode')(fraction, live.metric));
  stage('compare')(0);
  const probabilities =
    encoded.fit?.model.kind === 'outcome'
      ? predictOutcome(encoded.fit.model, batch, recurrent)
      : null;
  const comparison = runToEnd(compareEncoder(encoderInput, probabilities), thread);
  stage('cluster')(0);
  const { whitening, points, clusters } = cluster(encoded, seed);
  requireFewClusters(clusters);

  const stability = stabilityOf(
    { seed, labels: clusters.labels, segmentCount: clusters.clusterCount },
    encoderInput,
    settings.encoder.stabilitySeedCount,
    (ownSeed, place, count) => {
      const text = `Seed ${place + 1} of ${count}`;
      const again = encode(ownSeed, null, (fraction) =>
        stage('stability')((place + 0.9 * fraction) / count, text),
      );
      return cluster(again, ownSeed).clusters;
    },
  );

  const { labels, clusterCount } = clusters;
  const groups = labels.map((label) => (label < 0 ? clusterCount : label));
  const hasNoise = labels.some((label) => label < 0);
  const groupCount = clusterCount + (hasNoise ? 1 : 0);
  stage('map')(0);
  const mapRows = mapRowsOf(personCount, seed);
  const maps = [pcaMap(whitening, encoded.points, mapRows, groups)];
  if (settings.umap && mapRows.length >= 20) {
    const umap = umapOf(points, mapRows, groups, seed);
    maps.push(runToEnd(umap, thread, ({ epoch, epochCount }) => stage('map')(epoch / epochCount)));
  }
  stage('describe')(0);
  const described = runToEnd(
    describeJourneys({
      persons: sequences.persons,
      journeys,
      facts,
      outcomes: sequences.outcome,
      points,
      labels,
      clusterCount,
      names: choices.names,
      seed,
    }),
    thread,
  );
  const confounders =
    clusterCount < 2
      ? null
      : confoundersOf(labels, clusterCount, facts, deriveSeed(seed, 'confounders'));
  const encoder = {
    kind: encoderKind(encoderInput),
    cell: encoded.fit?.model.cell ?? null,
    epochs: encoded.fit ? [...encoded.fit.epochs] : [],
    bestEpoch: encoded.fit?.bestEpoch ?? null,
    stoppedEarly: encoded.fit?.stoppedEarly ?? false,
    split: {
      training: split.training.length,
      validation: split.validation.length,
      test: split.heldOut.length,
    },
    network: comparison.network,
    baseline: comparison.baseline,
    verdict: comparison.verdict,
    sentence: comparison.sentence,
  };
  const clustering = clusteringReport(clusters, settings.clustering.kind, whitening, personCount);
  const rows = coreRows(labels, clusters.core, clusterCount);
  const personSegments = Uint8Array.from(groups);
  return {
    headline: headlineOf(personCount, clusterCount, clustering.noiseShare, described.segments),
    warnings: warningsOf(encoder, clustering, confounders, described.segments, encoded.fit),
    encoder,
    clustering,
    ...described,
    confounders,
    stability,
    maps,
    sequenceIndex: sequenceIndexOf(journeys, groups, groupCount),
    model: encoded.fit
      ? savedJourneysModel({
          network: encoded.fit.model,
          scaling,
          whitening,
          corePoints: takeRows(points, rows),
          coreSegments: Uint8Array.from(rows, (row) => labels[row]!),
          reach: clusters.eps,
          driftBaseline: driftColumns(facts, sequences.kindNames).map(({ name, values }) =>
            fitDriftReference(values, name),
          ),
        })
      : { kind: 'counts', parameters: null, transform: null, driftBaseline: null },
    scoreCard: input.truth && scoreTruth(input.truth, personSegments, described.segments),
    lengthHistogram: lengthHistogramOf(facts.length),
    personSegments,
    personNumbers: {
      ...(probabilities ? { probability: probabilities } : {}),
      ...(outcome ? { outcome: Float64Array.from(outcome) } : {}),
      length: facts.length,
      first_day: facts.firstDay,
      last_day: facts.lastDay,
      tenure: facts.tenure,
    },
    encodings: points.values,
    mapRows,
  };
}

/** Length, tenure and the events of every kind, whose drift is looked at before new data is placed. */
export function driftColumns(
  facts: ReturnType<typeof journeyFacts>,
  kindNames: readonly string[],
): { name: string; values: Float64Array }[] {
  const ofKind = (kind: number) =>
    facts.length.map((_, person) => facts.kindCounts[person * kindNames.length + kind]!);
  return [
    { name: 'length', values: facts.length },
    { name: 'tenure', values: facts.tenure },
    ...kindNames.map((name, kind) => ({ name, values: ofKind(kind) })),
  ];
}

/** The loss curve as it grows under the eyes of whoever watches. */
class LiveLosses {
  readonly #personCount: number;
  readonly #thread: ThreadContext;
  readonly #epochs: EpochLoss[] = [];

  constructor(personCount: number, thread: ThreadContext) {
    this.#personCount = personCount;
    this.#thread = thread;
  }

  get metric(): string | undefined {
    const last = this.#epochs.at(-1);
    return last && `Epoch ${last.epoch}, loss ${last.validationLoss.toFixed(4)}`;
  }

  add(epoch: EpochLoss): void {
    this.#epochs.push(epoch);
    const partial: JourneysPartial = {
      workflow: 'journeys',
      personCount: this.#personCount,
      epochs: [...this.#epochs],
    };
    this.#thread.partial(partial);
  }
}

function stabilityOf(
  first: SeedClustering,
  input: Parameters<typeof encoderKind>[0],
  seedCount: number,
  clusterAgain: (seed: number, place: number, count: number) => JourneyClusters,
): JourneysResult['stability'] {
  if (encoderKind(input) === 'counts') {
    const sentence = 'Counts do not depend on a seed: there is nothing to repeat.';
    return { seedCount: 1, adjustedRand: [], mean: null, sentence };
  }
  if (seedCount < 2) {
    const sentence = 'Other seeds were not tried, so nobody knows how stable the segments are.';
    return { seedCount: 1, adjustedRand: [], mean: null, sentence };
  }
  const others = Array.from({ length: seedCount - 1 }, (_, place) => {
    const seed = deriveSeed(first.seed, 'stability', place);
    const { labels, clusterCount } = clusterAgain(seed, place, seedCount - 1);
    return { seed, labels, segmentCount: clusterCount };
  });
  const found = measureStability([first, ...others]);
  const pairs = found.seeds.flatMap((_, a) =>
    found.seeds.slice(0, a).map((__, b) => found.agreements[a * found.seeds.length + b]!),
  );
  return {
    seedCount,
    adjustedRand: pairs,
    mean: found.mean,
    sentence: renderSentence(found.sentence),
  };
}

function confoundersOf(
  labels: Int32Array,
  clusterCount: number,
  facts: ReturnType<typeof journeyFacts>,
  seed: number,
): JourneysResult['confounders'] {
  const inSegments = labels.reduce((count, label) => count + (label >= 0 ? 1 : 0), 0);
  if (inSegments < 20) return null;
  const found = measureConfounders(labels, clusterCount, facts, seed);
  return {
    accuracy: found.accuracy.mean,
    guessing: found.majority,
    lengthAgreement: found.lengthAgreement,
    tenureAgreement: found.tenureAgreement,
    verdict: found.verdict,
    sentence: renderSentence(found.sentence),
  };
}

function takeRows({ dimensionCount, values }: Points, rows: Uint32Array): Float64Array {
  const taken = new Float64Array(rows.length * dimensionCount);
  rows.forEach((row, place) =>
    taken.set(
      values.subarray(row * dimensionCount, (row + 1) * dimensionCount),
      place * dimensionCount,
    ),
  );
  return taken;
}

function lengthHistogramOf(lengths: Float64Array): JourneysAnalysis['lengthHistogram'] {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  const found = [...counts].sort(([a], [b]) => a - b);
  return { length: found.map(([length]) => length), personCount: found.map(([, count]) => count) };
}

function requireFewClusters({ clusterCount }: JourneyClusters): void {
  if (clusterCount <= greatestClusterCount) return;
  throw tooManyClusters(clusterCount);
}
