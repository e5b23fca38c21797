// What a results page will hold, before there is a run.
import type { Workflow } from '#shared/recipe/recipe';
import type { ResultsPage } from '../../state/places.ts';

const common: Readonly<Record<ResultsPage, string>> = {
  overview:
    'The finding in a sentence, the answers to the four questions, and the segments at a glance.',
  segments:
    'Every segment in full: who is in it, how it differs, and its name, which can be changed.',
  explanations: 'What makes each segment: which features matter, and in which direction.',
  people: 'Every person with their segment and their measures, to be searched, sorted and copied.',
  person: 'Everything that is known of one person.',
  diagnosis: 'How the number of segments was chosen, and how far the segments can be relied on.',
  export: 'Tables, pictures, the model and the recipe, to take away.',
};

const own: Readonly<Record<Workflow, Partial<Record<ResultsPage, string>>>> = {
  rfe: {},
  states: {
    overview: 'The finding in a sentence, how large the states are, and what people do in each.',
    segments:
      'Every state in full: what people do in it, how long it lasts, and its name, which can be changed.',
    people: 'Every person with the state they are in now, to be searched, sorted and copied.',
    person: 'One person: events, rows, states, and what is expected next.',
    diagnosis: 'How the number of states was chosen, and how far the states can be relied on.',
  },
  explain: {
    overview: 'The finding in a sentence, what makes each segment, and how well models tell them.',
    segments: 'Every segment by its rules, and what its people are like.',
    person: 'One person: what speaks for each segment, and what would move them to another.',
    diagnosis: 'How the models did on people held out, and how the tables were joined.',
  },
  journeys: {
    overview: 'The finding in a sentence, who had a similar experience, and what became of them.',
    segments: 'Every segment in full: its typical journeys, and its name, which can be changed.',
    diagnosis:
      'What the encoder learnt beside plain counting, and how far the segments can be relied on.',
  },
};

export function pageWords(page: ResultsPage, workflow: Workflow): string {
  return own[workflow][page] ?? common[page];
}
