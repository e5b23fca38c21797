// What the criteria say of every candidate, whatever method made it.
import { bootstrapJaccard, defaultJaccardParams } from '#analysis/choosing-k/bootstrap-jaccard';
import { calinskiHarabasz } from '#analysis/choosing-k/calinski-harabasz';
import type { ClusterFit } from '#analysis/choosing-k/cluster-fit';
import { clusterGeometry } from '#analysis/choosing-k/cluster-geometry';
import { daviesBouldin } from '#analysis/choosing-k/davies-bouldin';
import { defaultGapParams, gapStatistic, type GapResult } from '#analysis/choosing-k/gap-statistic';
import type { KCandidate, KEvidence } from '#analysis/choosing-k/k-evidence';
import {
  defaultStructureParams,
  testStructure,
  type MeanSilhouette,
  type StructureTest,
} from '#analysis/choosing-k/test-structure';
import type { Matrix } from '#analysis/matrix';
import type { Team } from '#analysis/team';
import {
  defaultSilhouetteParams,
  sampledSilhouette,
} from '#analysis/silhouette/sampled-silhouette';
import { silhouetteValues } from '#analysis/silhouette/silhouette';
import type { Candidate } from '#shared/results/rfe-result';
import { runToEnd } from '../run-to-end.ts';
import { analysisStages, type AnalysisContext } from './analysis-context.ts';
import { estimateOf } from './estimate.ts';
import type { LiveCurve } from './live-curve.ts';

export interface Partition {
  readonly candidate: Candidate;
  /** One label a row, 0 to k - 1. */
  readonly labels: Uint8Array;
}

export interface JudgedPartitions {
  /** As they are shown. */
  readonly candidates: Candidate[];
  /** As they are chosen from. */
  readonly evidence: KEvidence;
}

/** How the work of judging is shared out over its stage. */
const shareOf = { silhouette: 0.35, jaccard: 0.3, gap: 0.2, structure: 0.15 } as const;

/**
 * @param fit clusters samples by the method that made the partitions
 * @throws PersonaeError job.cancelled
 */
export function judgePartitions(
  matrix: Matrix,
  partitions: readonly Partition[],
  fit: ClusterFit,
  seed: number,
  context: AnalysisContext,
  curve: LiveCurve,
): JudgedPartitions {
  const judge = new Judge(matrix, fit, seed, context);
  const judged = partitions.map(({ candidate, labels }, i) => {
    const known = judge.one(candidate, labels, i / partitions.length, 1 / partitions.length);
    curve.know(known.candidate);
    return known;
  });
  const gap = judge.gap(Math.max(...partitions.map(({ candidate }) => candidate.k)));
  const candidates = judged.map(({ candidate }) => {
    const point = gap?.points.find(({ k }) => k === candidate.k);
    const known = {
      ...candidate,
      gap: point?.gap ?? null,
      gapStandardError: point?.standardError ?? null,
    };
    curve.know(known);
    return known;
  });
  const totalInertia = clusterGeometry(matrix, new Uint8Array(matrix.rowCount), 1).withinSquares;
  return {
    candidates,
    evidence: {
      candidates: judged.map(({ evidence }) => evidence),
      gap,
      totalInertia,
      structure: judge.structure(candidates.map(({ k }) => k)),
    },
  };
}

interface JudgedPartition {
  readonly candidate: Candidate;
  readonly evidence: KCandidate;
}

class Judge {
  readonly #matrix: Matrix;
  readonly #fit: ClusterFit;
  readonly #seed: number;
  readonly #context: AnalysisContext;

  constructor(matrix: Matrix, fit: ClusterFit, seed: number, context: AnalysisContext) {
    this.#matrix = matrix;
    this.#fit = fit;
    this.#seed = seed;
    this.#context = context;
  }

  /** Silhouette, geometry and stability of one candidate. */
  one(candidate: Candidate, labels: Uint8Array, from: number, part: number): JudgedPartition {
    const { k } = candidate;
    const both = shareOf.silhouette + shareOf.jaccard;
    const base = from * both;
    const silhouetteParams = { ...defaultSilhouetteParams, seed: this.#seed };
    const silhouette = this.#run(
      sampledSilhouette(this.#matrix, labels, k, silhouetteParams, this.#context.team),
      (done) => base + done * part * shareOf.silhouette,
      `K = ${k}, silhouette`,
    );
    const jaccardParams = { ...defaultJaccardParams, seed: this.#seed };
    const jaccard = this.#run(
      bootstrapJaccard(this.#matrix, labels, k, this.#fit, jaccardParams),
      ({ done, total }) => base + part * (shareOf.silhouette + (done / total) * shareOf.jaccard),
      `K = ${k}, stability`,
    );
    const geometry = clusterGeometry(this.#matrix, labels, k);
    const criteria = {
      daviesBouldin: daviesBouldin(geometry),
      calinskiHarabasz: calinskiHarabasz(geometry),
      smallestShare: geometry.smallestShare,
    };
    const jaccardMeans = jaccard.clusters.map((cluster) => cluster?.mean ?? null);
    const { inertia, bic, icl } = candidate;
    return {
      candidate: {
        ...candidate,
        ...criteria,
        silhouette: estimateOf(silhouette.mean, silhouette.exact, silhouette.sampleRowCount),
        jaccard: jaccardMeans.map((value) => value ?? 0),
      },
      evidence: {
        ...criteria,
        k,
        inertia,
        bic,
        icl,
        silhouette: silhouette.mean,
        jaccard: jaccardMeans,
      },
    };
  }

  gap(maxK: number): GapResult | null {
    if (this.#matrix.rowCount <= maxK) return null;
    const params = { ...defaultGapParams, maxK, seed: this.#seed };
    const base = shareOf.silhouette + shareOf.jaccard;
    return this.#run(
      gapStatistic(this.#matrix, this.#fit, params),
      ({ done, total }) => base + (done / total) * shareOf.gap,
      'Gap statistic',
    );
  }

  structure(ks: readonly number[]): StructureTest | null {
    const carried = ks.filter((k) => 3 * k <= this.#matrix.rowCount);
    if (carried.length === 0) return null;
    const base = 1 - shareOf.structure;
    return this.#run(
      testStructure(this.#matrix, this.#fit, meanSilhouetteOn(this.#context.team), {
        ...defaultStructureParams,
        ks: carried,
        seed: this.#seed,
      }),
      ({ done, total }) => base + (done / total) * shareOf.structure,
      'Comparing with shuffled data',
    );
  }

  #run<Step, Result>(
    work: Generator<Step, Result>,
    fractionOf: (step: Step) => number,
    metric: string,
  ): Result {
    const { thread } = this.#context;
    return runToEnd(work, thread, (step) =>
      thread.progress(analysisStages.judge.name, fractionOf(step), metric),
    );
  }
}

function meanSilhouetteOn(team: Team | undefined): MeanSilhouette {
  return function* (matrix, labels, k) {
    const values = yield* silhouetteValues(matrix, labels, k, team);
    return values.reduce((total, value) => total + value, 0) / values.length;
  };
}
