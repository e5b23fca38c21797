// Segments by quintile scores and named cells: a rule, with nothing to be chosen from the data.
import type { Matrix } from '#analysis/matrix';
import { rfmCells } from '#analysis/quintile-scores/cell-tables';
import { fitQuintileScores } from '#analysis/quintile-scores/fit-quintile-scores';
import { nameCells } from '#analysis/quintile-scores/name-cells';
import { scoreRows } from '#analysis/quintile-scores/score-rows';
import type { QuintileScoreModel } from '#analysis/quintile-scores/score-params';
import type { RfeModelChoice } from '#shared/recipe/rfe-settings';
import { featureNames, type ScoreRule } from '#shared/results/rfe-result';
import type { Clustering } from './clustering.ts';

type ScoreChoice = Extract<RfeModelChoice, { kind: 'quintile-scores' }>;

/** With whole numbers the published rule is right; with fractions the closed one. */
function ruleFor(persons: Matrix): 'published' | 'closed' {
  const whole = persons.columns.every((column) => column.every(Number.isInteger));
  return whole ? 'published' : 'closed';
}

/**
 * @param persons recency, frequency, engagement in own units
 * @param standardised the same persons standardised, for the centres
 */
export function clusterByScores(
  persons: Matrix,
  standardised: Matrix,
  choice: ScoreChoice,
): Clustering {
  const scores = fitQuintileScores(persons, {
    columns: featureNames.map((name) => ({ name, best: name === 'recency' ? 'low' : 'high' })),
    bandCount: choice.bandCount,
    rule: ruleFor(persons),
  });
  const { labels, names, counts } = nameCells(
    scoreRows(scores, persons),
    choice.bandCount,
    rfmCells,
  );
  const cells = counts.flatMap((count, cell) => (count > 0 ? [cell] : []));
  return {
    kind: 'quintile-scores',
    segmentCount: cells.length,
    centresZ: cells.map((cell) => meanRow(standardised, labels, cell)),
    choice: {
      candidates: [],
      chosenK: cells.length,
      chosenBy: 'rule',
      reasons: [
        `Scores from 1 to ${choice.bandCount} on each feature, by bands of equal numbers of persons; ` +
          'combinations of scores have names by a published table.',
      ],
      votes: [],
      verdict: {
        kind: 'not-asked',
        sentence: 'Scores divide people by a rule; whether there are groups is not asked.',
        silhouette: null,
        shuffledMean: null,
        shuffledHighest: null,
        cloudMean: null,
        cloudHighest: null,
      },
      traces: [],
      scoreRule: statedRule(scores),
    },
    names: cells.map((cell) => names[cell] ?? ''),
    stability: cells.map(() => null),
    converged: true,
    placement: { kind: 'quintile-scores', scores, cells },
  };
}

/** The rule as the results state it: where every score begins, and which scores make which name. */
function statedRule({ bandCount, rule, columns }: QuintileScoreModel): ScoreRule {
  return {
    bandCount,
    rule,
    features: columns.map(({ best, thresholds, scoreCounts }, i) => ({
      name: featureNames[i]!,
      best,
      starts: [...thresholds],
      counts: [...scoreCounts],
    })),
    names: rfmCells.cells.map(({ name, recency, frequency, third }) => ({
      name,
      recency: [...recency],
      frequency: [...frequency],
      engagement: [...third],
    })),
    otherwise: rfmCells.otherwise,
  };
}

function meanRow(matrix: Matrix, labels: Int32Array, cell: number): number[] {
  const rows: number[] = [];
  labels.forEach((label, row) => {
    if (label === cell) rows.push(row);
  });
  return matrix.columns.map(
    (column) => rows.reduce((sum, row) => sum + column[row]!, 0) / rows.length,
  );
}
