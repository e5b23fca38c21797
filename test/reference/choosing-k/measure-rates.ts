// Measures how often the verdict and the chosen k are right, as docs/models/choosing-k.md reports.
// Run: node test/reference/choosing-k/measure-rates.ts [rows] [seeds]; at 600 rows 20 minutes on one core.
import { bootstrapJaccard, defaultJaccardParams } from '#analysis/choosing-k/bootstrap-jaccard';
import { calinskiHarabasz } from '#analysis/choosing-k/calinski-harabasz';
import { chooseK, type KChoice } from '#analysis/choosing-k/choose-k';
import { clusterGeometry } from '#analysis/choosing-k/cluster-geometry';
import { daviesBouldin } from '#analysis/choosing-k/davies-bouldin';
import { defaultGapParams, gapStatistic } from '#analysis/choosing-k/gap-statistic';
import type { KCandidate } from '#analysis/choosing-k/k-evidence';
import { defaultStructureParams, testStructure } from '#analysis/choosing-k/test-structure';
import type { Matrix } from '#analysis/matrix';
import { repeatInterval } from '#analysis/statistics/repeat-interval';
import { drain, fit, meanSilhouette } from '../../unit/analysis/choosing-k/invented-rows.ts';
import { families } from './invented-people.ts';

const rowCount = Number(process.argv[2] ?? 600);
const seedCount = Number(process.argv[3] ?? 20);
const ks = [2, 3, 4, 5, 6, 7, 8, 9, 10];

function choose(matrix: Matrix, seed: number): KChoice {
  const candidates = ks.map((k): KCandidate => {
    const { labels, inertia } = drain(fit(matrix, { k, seed }));
    const geometry = clusterGeometry(matrix, labels, k);
    const params = { ...defaultJaccardParams, repeatCount: 20, seed };
    const { clusters } = drain(bootstrapJaccard(matrix, labels, k, fit, params));
    return {
      k,
      inertia,
      silhouette: repeatInterval([drain(meanSilhouette(matrix, labels, k))]),
      daviesBouldin: daviesBouldin(geometry),
      calinskiHarabasz: calinskiHarabasz(geometry),
      bic: null,
      icl: null,
      jaccard: clusters.map((cluster) => cluster?.mean ?? null),
      smallestShare: geometry.smallestShare,
    };
  });
  const everybody = clusterGeometry(matrix, new Uint8Array(matrix.rowCount), 1);
  const structureParams = { ...defaultStructureParams, ks, seed };
  return chooseK({
    candidates,
    totalInertia: everybody.withinSquares,
    gap: drain(gapStatistic(matrix, fit, { ...defaultGapParams, seed })),
    structure: drain(testStructure(matrix, fit, meanSilhouette, structureParams)),
  });
}

function rateOf(choices: readonly KChoice[], isRight: (choice: KChoice) => boolean): string {
  return `${choices.filter(isRight).length}`;
}

function criterionRate(choices: readonly KChoice[], criterion: string, truth: number): string {
  return rateOf(choices, ({ votes }) =>
    votes.some((vote) => vote.criterion === criterion && vote.k === truth),
  );
}

const criteria = ['silhouette', 'davies-bouldin', 'calinski-harabasz', 'gap', 'elbow'];
console.log(`${rowCount} rows, ${seedCount} seeds`);
console.log(`| people | structure | weak | none | right k | ${criteria.join(' | ')} |`);
console.log(`|---|---|---|---|---|${criteria.map(() => '---|').join('')}`);
for (const { name, truth, make } of families) {
  const choices = Array.from({ length: seedCount }, (_, i) => choose(make(rowCount, i + 1), i + 1));
  const cells = [
    name,
    rateOf(choices, ({ verdict }) => verdict === 'structure'),
    rateOf(choices, ({ verdict }) => verdict === 'weak'),
    rateOf(choices, ({ verdict }) => verdict === 'no structure'),
    truth === null ? '' : rateOf(choices, ({ k }) => k === truth),
    ...criteria.map((criterion) =>
      truth === null ? '' : criterionRate(choices, criterion, truth),
    ),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
