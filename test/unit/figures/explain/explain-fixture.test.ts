// The fixture that other tests lean on agrees with itself.
import { describe, expect, it } from 'vitest';
import { explainInvented, whatIfInvented } from '../../../fixtures/explain/explain-person.ts';
import { explainPeople, makeExplainResult } from '../../../fixtures/explain-result.ts';

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

describe('the fixture of workflow Explain', () => {
  const result = makeExplainResult();
  const { personCount } = result.provenance;

  it('counts every person once', () => {
    expect(sum(result.segments.map((segment) => segment.personCount))).toBe(personCount);
    expect(sum(result.assignment.counts)).toBe(result.assignment.unlabelledCount);
    expect(sum(result.assignment.histogram)).toBe(result.assignment.unlabelledCount);
    const chosen = result.comparison.models.find((model) => model.chosen);
    expect(sum(chosen?.confusion.counts.flat() ?? [])).toBe(result.label.labelledCount);
  });

  it('has SHAP values that add up to the margin of every person', () => {
    const people = explainPeople();
    const { beeswarm, base } = result.explanations.shap;
    people.slice(0, 20).forEach((person, i) => {
      const total = sum(beeswarm.features.map(({ shap }) => shap[1]?.[i] ?? 0));
      expect((base[1] ?? 0) + total).toBeCloseTo(person.margins[1] ?? 0, 9);
    });
  });

  it('answers about one person in agreement with the run', () => {
    const people = explainPeople();
    const [first] = people;
    const explained = explainInvented(people, first?.person ?? '', 0);
    const { waterfall } = explained ?? {};
    expect(
      waterfall && waterfall.base + sum(waterfall.contributions.map((c) => c.contribution)),
    ).toBeCloseTo(waterfall?.output ?? 0, 9);
    const unmoved = whatIfInvented(people, result.features, first?.person ?? '', {});
    expect(unmoved.probabilities).toEqual(unmoved.probabilitiesBefore);
  });

  it('is the same every time', () => {
    expect(JSON.stringify(makeExplainResult())).toBe(JSON.stringify(result));
  });
});
