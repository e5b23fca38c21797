// The rule that the results state is the one by which people got their segments.
import { expect, it } from 'vitest';
import { scoreRows } from '#analysis/quintile-scores/score-rows';
import { createRandom } from '#analysis/random';
import { clusterByScores } from '#engine/workflows/rfe/cluster-by-scores';

it('states the rule from which every score follows', () => {
  const random = createRandom(3);
  const column = (most: number) =>
    Float64Array.from({ length: 500 }, () => Math.floor(random.uniform() * most));
  const persons = { rowCount: 500, columns: [column(300), column(40), column(9)] };
  const { choice, placement } = clusterByScores(persons, persons, {
    kind: 'quintile-scores',
    bandCount: 5,
  });
  const rule = choice.scoreRule!;
  expect(rule.features.map(({ name, best }) => [name, best])).toEqual([
    ['recency', 'low'],
    ['frequency', 'high'],
    ['engagement', 'high'],
  ]);
  if (placement.kind !== 'quintile-scores') throw new Error(placement.kind);
  const given = scoreRows(placement.scores, persons);
  rule.features.forEach(({ best, starts, counts }, i) => {
    const byRule = Array.from(persons.columns[i]!, (value) => {
      const band = 1 + starts.filter((start) => value >= start).length;
      return best === 'high' ? band : rule.bandCount + 1 - band;
    });
    expect(byRule).toEqual([...given[i]!]);
    expect(counts).toEqual([1, 2, 3, 4, 5].map((s) => byRule.filter((own) => own === s).length));
  });
  expect(rule.rule).toBe('published');
  expect(rule.names[0]).toEqual({
    name: 'Champions',
    recency: [5, 5],
    frequency: [5, 5],
    engagement: [5, 5],
  });
});
