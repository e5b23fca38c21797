// The questions of the guide and the names of the workflows, in plain words.
import type { GuideAnswers } from '#shared/data/project';
import type { Workflow } from '#shared/recipe/recipe';

type Answer<Q extends keyof GuideAnswers> = NonNullable<GuideAnswers[Q]>;

interface Question<Q extends keyof GuideAnswers> {
  readonly text: string;
  readonly options: readonly {
    readonly value: Answer<Q>;
    readonly label: string;
    readonly description?: string;
  }[];
}

export const questions: { readonly [Q in keyof GuideAnswers]-?: Question<Q> } = {
  question: {
    text: 'What do you want to know?',
    options: [
      {
        value: 'who-is-valuable',
        label: 'Who is loyal, who could be, who is not?',
        description: 'And how to reach them',
      },
      {
        value: 'states-over-time',
        label: 'Which phases do people go through?',
        description: 'And where each of them is now',
      },
      {
        value: 'what-makes-segments',
        label: 'What makes the segments I have?',
        description: 'And where do the others belong',
      },
      {
        value: 'shared-journeys',
        label: 'Who had a similar experience?',
        description: 'By the order of what happened to them',
      },
    ],
  },
  row: {
    text: 'What does one row of your data stand for?',
    options: [
      {
        value: 'event',
        label: 'Something that happened',
        description: 'A click, an order, a visit',
      },
      { value: 'person', label: 'A person', description: 'With totals or properties' },
      {
        value: 'person-period',
        label: 'A person in a period',
        description: 'One row for every week or month',
      },
      { value: 'not-sure', label: 'Not sure', description: 'The data page will show it' },
    ],
  },
  time: {
    text: 'Does a column say when it happened?',
    options: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
      { value: 'not-sure', label: 'Not sure' },
    ],
  },
  segmentsKnown: {
    text: 'Are segments known already, at least for some people?',
    options: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
      { value: 'not-sure', label: 'Not sure' },
    ],
  },
};

/** What each workflow says of people. */
export const workflowTexts: Readonly<Record<Workflow, string>> = {
  rfe: 'Who is loyal, who could become more valuable, how to reach them, and who is not worth the effort.',
  states: 'Which states people move through, week by week, and where each of them is now.',
  explain: 'What makes segments that are known for some people, and where the others belong.',
  journeys: 'Who had a similar experience, by the order of events.',
};
