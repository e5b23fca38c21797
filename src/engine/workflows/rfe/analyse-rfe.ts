// The analysis of a run, on a thread of its own: from features to segments, answers and pictures.
import { fitDriftReference } from '#analysis/drift/column-drift';
import { kernelBackend } from '#analysis/kmeans/kernel-rows';
import { scalarBackend } from '#analysis/kmeans/scalar-rows';
import type { Matrix } from '#analysis/matrix';
import type { Team } from '#analysis/team';
import { takeMatrixRows } from '#analysis/choosing-k/sample-rows';
import {
  defaultSilhouetteParams,
  sampledSilhouette,
  type SampledSilhouette,
} from '#analysis/silhouette/sampled-silhouette';
import { featureNames } from '#shared/results/rfe-result';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { runToEnd } from '../run-to-end.ts';
import { withTeam } from '../with-team.ts';
import { analysisStages, type AnalysisContext } from './analysis-context.ts';
import type { RfeAnalysis, RfeAnalysisInput } from './analysis-input.ts';
import { clusterByKMeans } from './cluster-by-kmeans.ts';
import { clusterByMixture } from './cluster-by-mixture.ts';
import { clusterByScores } from './cluster-by-scores.ts';
import type { Clustering } from './clustering.ts';
import { describeFeatures } from './describe-features.ts';
import { describeSegments } from './describe-segments.ts';
import { drawPictures } from './draw-pictures.ts';
import { headlineOf, warningsOf } from './findings.ts';
import { placePersons, segmentCountOf, type Placement } from './place-persons.ts';
import type { RfeModel } from './rfe-model.ts';
import { scoreTruth } from '../score-truth.ts';
import { standardisePersons, type StandardisedPersons } from './standardise-persons.ts';

/** @throws PersonaeError and AnalysisError with what cannot be analysed and why; job.cancelled */
export function analyseRfe(input: RfeAnalysisInput, thread: ThreadContext): Promise<RfeAnalysis> {
  return withTeam(thread, (team) => analyse(input, thread, team));
}

function analyse(
  input: RfeAnalysisInput,
  thread: ThreadContext,
  team: Team | undefined,
): RfeAnalysis {
  const backend = team ? kernelBackend(team) : scalarBackend;
  const context: AnalysisContext = {
    personCount: input.personCount,
    thread,
    backend,
    team,
    show: (partial) => thread.partial(partial),
  };
  const persons: Matrix = { rowCount: input.personCount, columns: input.features };
  const standardised = standardisePersons(persons, input.choices);
  const clustering = cluster(persons, standardised, input, context);
  thread.progress(analysisStages.describe.name, 0);
  const model: RfeModel = {
    transform: standardised.transform,
    zeroFrequencyApart: standardised.apartCount > 0,
    placement: clustering.placement,
    driftBaseline: featureNames.map((name, i) => fitDriftReference(input.features[i]!, name)),
  };
  const placement = placePersons(model, persons, backend);
  const silhouette = silhouetteOf(standardised, placement, clustering, input, context);
  thread.progress(analysisStages.describe.name, 0.5);
  const silhouettes = silhouette?.clusterMeans ?? [];
  const described = describeSegments(input, clustering, model, placement, silhouettes);
  const pictures = drawPictures(
    input,
    model,
    placement,
    segmentCountOf(model),
    silhouette,
    context,
  );
  return {
    headline: headlineOf(input.personCount, described.segments, clustering),
    warnings: warningsOf(clustering, standardised),
    features: describeFeatures(input, standardised),
    choice: clustering.choice,
    ...described,
    pictures,
    model: {
      kind: clustering.kind,
      parameters: { ...model.placement, zeroFrequencyApart: model.zeroFrequencyApart },
      transform: model.transform,
      driftBaseline: model.driftBaseline,
    },
    scoreCard: input.truth && scoreTruth(input.truth, placement.segments, described.segments),
    personSegments: placement.segments,
    personMargins: placement.margins,
  };
}

function cluster(
  persons: Matrix,
  { matrix, rows }: StandardisedPersons,
  { choices: { model, seed } }: RfeAnalysisInput,
  context: AnalysisContext,
): Clustering {
  if (model.kind === 'k-means') return clusterByKMeans(matrix, model, seed, context);
  if (model.kind === 'gaussian-mixture') return clusterByMixture(matrix, model, seed, context);
  const clustered = rows.length === persons.rowCount ? persons : takeMatrixRows(persons, rows);
  return clusterByScores(clustered, matrix, model);
}

/** Of the segments as they are; a rule's cells were not made to be compact, and are not judged. */
function silhouetteOf(
  { matrix, rows }: StandardisedPersons,
  { segments }: Placement,
  { kind, segmentCount }: Clustering,
  { choices: { seed } }: RfeAnalysisInput,
  { thread, team }: AnalysisContext,
): SampledSilhouette | null {
  if (kind === 'quintile-scores') return null;
  const labels = Uint8Array.from(rows, (row) => segments[row]!);
  const params = { ...defaultSilhouetteParams, seed };
  return runToEnd(sampledSilhouette(matrix, labels, segmentCount, params, team), thread);
}
