// From the answers of the guide to one of the four workflows, with the reasons. A pure function: the
// person sees the recommendation change with every answer.
import type { GuideAnswers } from '#shared/data/project';
import type { Workflow } from '#shared/recipe/recipe';

export interface Recommendation {
  /** null: none of the four fits the data as it is. */
  readonly workflow: Workflow | null;
  readonly reasons: readonly string[];
  /** What stands in the way, and what to look for. */
  readonly obstacle: string | null;
}

/** The recommendation for the answers so far; null before the first answer. */
export function recommend(answers: GuideAnswers): Recommendation | null {
  if (Object.values(answers).every((answer) => answer === null)) return null;
  const wanted = wantedWorkflow(answers);
  if (wanted.workflow !== 'explain' && answers.time === 'no') return withoutTime(answers);
  return { ...wanted, obstacle: obstacleOf(wanted.workflow, answers) };
}

interface Wanted {
  readonly workflow: Workflow;
  readonly reasons: readonly string[];
}

/** What the question asks for; where it is open, what the data is made for. */
function wantedWorkflow(answers: GuideAnswers): Wanted {
  switch (answers.question) {
    case 'who-is-valuable':
      return {
        workflow: 'rfe',
        reasons: [
          'How recently, how often and how much someone does something says what they are worth.',
        ],
      };
    case 'states-over-time':
      return {
        workflow: 'states',
        reasons: ['Moving between states, week by week, is what this workflow models.'],
      };
    case 'what-makes-segments':
      return answers.segmentsKnown === 'no' ? segmentsFirst : explainKnown;
    case 'shared-journeys':
      return {
        workflow: 'journeys',
        reasons: ['People are compared by the order of what happened to them, not by totals.'],
      };
    case null:
      return wantedByData(answers);
  }
}

const segmentsFirst: Wanted = {
  workflow: 'rfe',
  reasons: [
    'There are no segments yet, so the first step is to find them.',
    'What makes them can be explained afterwards.',
  ],
};

const explainKnown: Wanted = {
  workflow: 'explain',
  reasons: [
    'The segments are known; the question is what makes them, and where the others belong.',
  ],
};

function wantedByData(answers: GuideAnswers): Wanted {
  if (answers.segmentsKnown === 'yes') return explainKnown;
  if (answers.row === 'person-period') {
    return {
      workflow: 'states',
      reasons: ['One row a person and period is a panel: it shows how people change.'],
    };
  }
  return {
    workflow: 'rfe',
    reasons: ['It asks the least of the data: who, and when. It is a good first look.'],
  };
}

/** Every workflow but the explanation of known segments counts from when something happened. */
function withoutTime(answers: GuideAnswers): Recommendation {
  const obstacle =
    'Without a time, nothing can be said about recency, order or change. Look for a table with a date in every row: a log, a list of orders or visits.';
  if (answers.segmentsKnown !== 'yes') return { workflow: null, reasons: [], obstacle };
  return {
    workflow: 'explain',
    reasons: ['Explaining known segments is the one workflow that needs no time.'],
    obstacle: null,
  };
}

function obstacleOf(workflow: Workflow, answers: GuideAnswers): string | null {
  if (answers.row === 'person-period' && (workflow === 'rfe' || workflow === 'journeys'))
    return 'One row a person and period counts what happened, but no longer says when. Look for the events behind it: one row for every click, order or visit.';
  if (answers.row !== 'person' || workflow === 'explain') return null;
  return 'One row a person holds totals only. Look for the events that the totals were made from: one row for every click, order or visit.';
}
