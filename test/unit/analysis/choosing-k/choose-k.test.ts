// The choice: votes, rejections, ties, edges, and a verdict that is never better than the evidence.
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { bootstrapJaccard, defaultJaccardParams } from '#analysis/choosing-k/bootstrap-jaccard';
import { calinskiHarabasz } from '#analysis/choosing-k/calinski-harabasz';
import { chooseK } from '#analysis/choosing-k/choose-k';
import { clusterGeometry } from '#analysis/choosing-k/cluster-geometry';
import { daviesBouldin } from '#analysis/choosing-k/davies-bouldin';
import { defaultGapParams, gapStatistic } from '#analysis/choosing-k/gap-statistic';
import type { KCandidate, KEvidence } from '#analysis/choosing-k/k-evidence';
import { defaultStructureParams, testStructure } from '#analysis/choosing-k/test-structure';
import type { Matrix } from '#analysis/matrix';
import { repeatInterval } from '#analysis/statistics/repeat-interval';
import { activityCloud, drain, fit, fourBlobs, meanSilhouette } from './invented-rows.ts';

const blank: Omit<KCandidate, 'k'> = {
  inertia: null,
  silhouette: null,
  daviesBouldin: null,
  calinskiHarabasz: null,
  bic: null,
  icl: null,
  jaccard: null,
  smallestShare: 0.2,
};

function evidence(candidates: KCandidate[], rest: Partial<KEvidence> = {}): KEvidence {
  return { candidates, totalInertia: null, gap: null, structure: null, ...rest };
}

const silhouette = (value: number) => repeatInterval([value]);

function judged(matrix: Matrix, seed: number): KEvidence {
  const ks = [2, 3, 4, 5, 6, 7];
  const candidates = ks.map((k): KCandidate => {
    const { labels, inertia } = drain(fit(matrix, { k, seed }));
    const geometry = clusterGeometry(matrix, labels, k);
    const params = { ...defaultJaccardParams, repeatCount: 10, seed };
    const { clusters } = drain(bootstrapJaccard(matrix, labels, k, fit, params));
    return {
      ...blank,
      k,
      inertia,
      silhouette: silhouette(drain(meanSilhouette(matrix, labels, k))),
      daviesBouldin: daviesBouldin(geometry),
      calinskiHarabasz: calinskiHarabasz(geometry),
      jaccard: clusters.map((cluster) => cluster?.mean ?? null),
      smallestShare: geometry.smallestShare,
    };
  });
  const all = clusterGeometry(matrix, new Uint8Array(matrix.rowCount), 1);
  const gapParams = { ...defaultGapParams, maxK: 8, referenceCount: 10, seed };
  const structureParams = { ...defaultStructureParams, ks, repeatCount: 10, seed };
  return {
    candidates,
    totalInertia: all.withinSquares,
    gap: drain(gapStatistic(matrix, fit, gapParams)),
    structure: drain(testStructure(matrix, fit, meanSilhouette, structureParams)),
  };
}

describe('chooseK on rows', { timeout: 180_000 }, () => {
  it('takes four for four planted groups, and says structure', () => {
    for (const seed of [1, 2, 3]) {
      const choice = chooseK(judged(fourBlobs(240, seed), seed));
      expect(choice).toMatchObject({ k: 4, verdict: 'structure', atUpperEdge: false });
      expect(choice.voteCount).toBeGreaterThanOrEqual(4);
      expect(choice.reasons[0]).toBe(`${choice.voteCount} of 5 criteria choose 4.`);
    }
  });

  it('still offers a k for people without groups, but says that there are none', () => {
    const choice = chooseK(judged(activityCloud(240, 1), 1));
    expect(choice.verdict).toBe('no structure');
    expect(choice.sentence).toMatch(/no groups/);
    expect(choice.k).toBeGreaterThanOrEqual(2);
  });
});

describe('chooseK', () => {
  it('counts one vote a criterion', () => {
    const choice = chooseK(
      evidence([
        { ...blank, k: 2, silhouette: silhouette(0.5), daviesBouldin: 0.9, calinskiHarabasz: 10 },
        { ...blank, k: 3, silhouette: silhouette(0.4), daviesBouldin: 0.8, calinskiHarabasz: 20 },
        { ...blank, k: 4, silhouette: silhouette(0.3), daviesBouldin: 0.9, calinskiHarabasz: 15 },
      ]),
    );
    expect(choice).toMatchObject({ k: 3, voteCount: 2, criterionCount: 3, verdict: 'not tested' });
    expect(choice.votes.map(({ criterion, k }) => [criterion, k])).toEqual([
      ['silhouette', 2],
      ['davies-bouldin', 3],
      ['calinski-harabasz', 3],
    ]);
  });

  it('breaks a tie by the silhouette, then by the smaller k', () => {
    const tie = (a: number, b: number) =>
      chooseK(
        evidence([
          { ...blank, k: 2, silhouette: silhouette(a), bic: 5 },
          { ...blank, k: 3, silhouette: silhouette(b), bic: a > b ? 4 : 6 },
        ]),
      );
    expect(tie(0.5, 0.4).k).toBe(2);
    expect(tie(0.4, 0.5).k).toBe(3);
    expect(
      chooseK(
        evidence([
          { ...blank, k: 2 },
          { ...blank, k: 3 },
        ]),
      ).k,
    ).toBe(2);
  });

  it('lets no candidate win that has a cluster under 1 %', () => {
    const choice = chooseK(
      evidence([
        { ...blank, k: 2, silhouette: silhouette(0.3) },
        { ...blank, k: 3, silhouette: silhouette(0.9), smallestShare: 0.0042 },
      ]),
    );
    expect(choice.k).toBe(2);
    expect(choice.rejected).toEqual([
      {
        k: 3,
        cause: 'too-small',
        explanation: 'With 3, the smallest segment holds 0.42 % of people.',
      },
    ]);
  });

  it('prefers stable candidates, and says where none is', () => {
    const list = (jaccard: number): KCandidate[] => [
      { ...blank, k: 2, silhouette: silhouette(0.3), jaccard: [jaccard, 0.9] },
      { ...blank, k: 3, silhouette: silhouette(0.9), jaccard: [0.9, 0.5, 0.9] },
    ];
    expect(chooseK(evidence(list(0.8))).k).toBe(2);
    const unstable = chooseK(evidence(list(0.6)));
    expect(unstable.k).toBe(3);
    expect(unstable.reasons).toContain(
      'No number of segments is stable when people are drawn anew.',
    );
    const structure = {
      ...judged(fourBlobs(100, 1), 1).structure!,
      verdict: 'structure' as const,
    };
    expect(chooseK(evidence(list(0.6), { structure })).verdict).toBe('weak');
    expect(chooseK(evidence(list(0.8), { structure })).verdict).toBe('structure');
  });

  it('flags the upper edge of the range', () => {
    const rising = [2, 3, 4].map((k) => ({ ...blank, k, silhouette: silhouette(k / 10) }));
    expect(chooseK(evidence(rising))).toMatchObject({ k: 4, atUpperEdge: true });
  });

  it('needs candidates', () => {
    const code = expect.objectContaining({ code: 'input.empty' }) as AnalysisError;
    expect(() => chooseK(evidence([]))).toThrow(code);
  });
});
