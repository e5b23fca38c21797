// The answer page: who is loyal, who could become more valuable, how to reach them, and who is not
// worth the effort. Every sentence is tied to its numbers, and "nobody" is an answer.
import type { Answer, AnswerInput, Question } from './answer-types.ts';
import { reachSentences } from './reach-sentences.ts';
import { featureOf, type SegmentProfile, type SegmentProfiles } from './rfe-types.ts';
import { levelsOf } from './segment-levels.ts';
import { levelRule, rules, selectSegments, type SegmentSelection } from './select-segments.ts';
import { sumOf, valuesOf } from './segment-values.ts';
import { measure, type Sentence } from '../words/sentence.ts';

const titles: Record<Question, string> = {
  loyal: 'Who is loyal?',
  convertible: 'Who could become more valuable?',
  'how-to-reach': 'How can they be reached?',
  'not-worth-the-effort': 'Who is not worth the effort?',
};

/** The four answers, in the order of the page. */
export function answerQuestions(input: AnswerInput): Answer[] {
  const { profiles } = input;
  const { recency, frequency } = levelsOf(profiles.everybody, profiles);
  if (recency === null || frequency === null) return unanswerable();
  const selection = selectSegments(profiles);
  const reached = [...selection.convertible, ...selection.fading].sort((a, b) => a.index - b.index);
  return [
    answer('loyal', selection.loyal, loyalSentences(input, selection)),
    answer('convertible', selection.convertible, convertibleSentences(input, selection)),
    answer('how-to-reach', reached, reachSentences(input, selection)),
    answer('not-worth-the-effort', selection.effort, effortSentences(input, selection)),
  ];
}

function answer(
  question: Question,
  segments: readonly SegmentProfile[],
  sentences: readonly Sentence[],
): Answer {
  return {
    question,
    title: titles[question],
    rule: `${rules[question]} ${levelRule}`,
    answerable: true,
    segments: segments.map(({ index }) => index),
    sentences,
  };
}

function unanswerable(): Answer[] {
  const template = 'This needs a recency and a frequency feature that took part in the fit.';
  return (['loyal', 'convertible', 'how-to-reach', 'not-worth-the-effort'] as const).map(
    (question) => ({
      ...answer(question, [], [{ template, values: {}, segment: null }]),
      answerable: false,
    }),
  );
}

function loyalSentences(input: AnswerInput, { loyal }: SegmentSelection): Sentence[] {
  const { profiles } = input;
  if (loyal.length === 0) {
    const most = mostFrequent(profiles);
    return [
      {
        template:
          'Nobody is loyal by this rule: no segment is both recent and frequent. The most ' +
          'frequent one, {name}, has a median of {frequency} and was last seen {recency} ago.',
        values: valuesOf(most, input),
        segment: most.index,
      },
    ];
  }
  return [
    {
      template: '{people} ({share}) are loyal and bring {valueShare} of all {value}.',
      values: sumOf(profiles, loyal),
      segment: null,
    },
    ...loyal.map((segment) => ({
      template:
        '{name}: {people} with a median of {frequency}, last seen {recency} ago; ' +
        '{share} of all people bring {valueShare} of all {value}.',
      values: valuesOf(segment, input),
      segment: segment.index,
    })),
  ];
}

function convertibleSentences(
  input: AnswerInput,
  { convertible, loyal }: SegmentSelection,
): Sentence[] {
  if (convertible.length === 0) {
    return [
      {
        template:
          'Nobody stands out as convertible: no segment is still active and engaged without ' +
          'being frequent already.',
        values: {},
        segment: null,
      },
    ];
  }
  const loyalPeople = loyal.reduce((sum, { size }) => sum + size, 0);
  const loyalValue = loyal.reduce((sum, { valueTotal }) => sum + valueTotal, 0);
  const engaged = featureOf(input.profiles.everybody, 'engagement') !== undefined;
  return [
    {
      template: '{people} ({share}) bring {valueShare} of all {value} and are still active.',
      values: sumOf(input.profiles, convertible),
      segment: null,
    },
    ...convertible.map((segment) => ({
      template:
        '{name}: {people}, last seen {recency} ago' +
        (engaged ? ', with a median of {engagement} but only {frequency}' : ', with {frequency}') +
        '; {valueEach} each' +
        (loyalPeople > 0 ? ', against {loyalEach} of the loyal.' : '.'),
      values: {
        ...valuesOf(segment, input),
        ...(loyalPeople > 0
          ? { loyalEach: measure(loyalValue / loyalPeople, input.profiles.value.unit) }
          : {}),
      },
      segment: segment.index,
    })),
  ];
}

function effortSentences(input: AnswerInput, { effort }: SegmentSelection): Sentence[] {
  if (effort.length === 0) {
    return [
      {
        template:
          'Nobody has to be given up by this rule: no segment is long gone, infrequent and of ' +
          'little value at once.',
        values: {},
        segment: null,
      },
    ];
  }
  return [
    {
      template: '{people} ({share}) bring no more than {valueShare} of all {value}.',
      values: sumOf(input.profiles, effort),
      segment: null,
    },
    ...effort.map((segment) => ({
      template:
        '{name}: {people} ({share}), last seen {recency} ago with a median of ' +
        '{frequency}, bring {valueShare} of all {value}.',
      values: valuesOf(segment, input),
      segment: segment.index,
    })),
  ];
}

function mostFrequent({ segments, everybody }: SegmentProfiles): SegmentProfile {
  const z = (segment: SegmentProfile) => featureOf(segment, 'frequency')?.z ?? -Infinity;
  const filled = segments.filter(({ size }) => size > 0);
  return filled.reduce(
    (best, segment) => (z(segment) > z(best) ? segment : best),
    filled[0] ?? everybody,
  );
}
