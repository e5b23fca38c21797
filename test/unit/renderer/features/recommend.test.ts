// The guide's decision: every answer of the table leads to a workflow with its reason.
import { describe, expect, it } from 'vitest';
import { guideAnswersSchema, type GuideAnswers } from '../../../../src/shared/data/project.ts';
import type { workflows } from '../../../../src/shared/recipe/recipe.ts';
import { recommend } from '../../../../src/renderer/features/guide/recommend.ts';

const answers = (given: Partial<GuideAnswers>) => guideAnswersSchema.parse(given);

const table: readonly [Partial<GuideAnswers>, (typeof workflows)[number] | null, boolean][] = [
  // answers, workflow, whether something stands in the way
  [{ question: 'who-is-valuable' }, 'rfe', false],
  [{ question: 'who-is-valuable', row: 'event', time: 'yes' }, 'rfe', false],
  [{ question: 'who-is-valuable', row: 'person' }, 'rfe', true],
  [{ question: 'who-is-valuable', row: 'person-period' }, 'rfe', true],
  [{ question: 'who-is-valuable', time: 'no' }, null, true],
  [{ question: 'states-over-time' }, 'states', false],
  [{ question: 'states-over-time', row: 'person' }, 'states', true],
  [{ question: 'states-over-time', time: 'no' }, null, true],
  [{ question: 'what-makes-segments' }, 'explain', false],
  [{ question: 'what-makes-segments', segmentsKnown: 'yes', time: 'no' }, 'explain', false],
  [{ question: 'what-makes-segments', segmentsKnown: 'no' }, 'rfe', false],
  [{ question: 'what-makes-segments', segmentsKnown: 'no', time: 'no' }, null, true],
  [{ question: 'shared-journeys', row: 'event' }, 'journeys', false],
  [{ question: 'shared-journeys', row: 'person-period' }, 'journeys', true],
  [{ question: 'states-over-time', row: 'person-period' }, 'states', false],
  [{ question: 'shared-journeys', time: 'no', segmentsKnown: 'yes' }, 'explain', false],
  [{ row: 'event' }, 'rfe', false],
  [{ row: 'person-period' }, 'states', false],
  [{ row: 'person' }, 'rfe', true],
  [{ row: 'not-sure' }, 'rfe', false],
  [{ time: 'yes' }, 'rfe', false],
  [{ time: 'no' }, null, true],
  [{ segmentsKnown: 'yes' }, 'explain', false],
  [{ segmentsKnown: 'yes', row: 'person' }, 'explain', false],
  [{ segmentsKnown: 'not-sure' }, 'rfe', false],
];

describe('the guide', () => {
  it.each(table)('%o leads to %s', (given, workflow, hasObstacle) => {
    const recommendation = recommend(answers(given));
    expect(recommendation?.workflow).toBe(workflow);
    expect(recommendation?.obstacle !== null).toBe(hasObstacle);
  });

  it('recommends nothing before the first answer', () => {
    expect(recommend(answers({}))).toBeNull();
  });

  it('gives a reason or an obstacle for every combination of answers', () => {
    const row = [null, 'event', 'person', 'person-period', 'not-sure'] as const;
    const time = [null, 'yes', 'no', 'not-sure'] as const;
    const question = [
      'who-is-valuable',
      'states-over-time',
      'what-makes-segments',
      'shared-journeys',
    ] as const;
    for (const given of row.flatMap((r) =>
      time.flatMap((t) =>
        time.flatMap((s) =>
          question.map((q) => answers({ row: r, time: t, segmentsKnown: s, question: q })),
        ),
      ),
    )) {
      const recommendation = recommend(given);
      const words = [...(recommendation?.reasons ?? []), recommendation?.obstacle ?? ''].join(' ');
      expect(words.trim(), JSON.stringify(given)).not.toBe('');
    }
  });
});
