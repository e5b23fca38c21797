// What each workflow brings to the Run step: the growing picture, what a run will take, the recipe in
// sentences.
import type { Component } from 'svelte';
import type { JobView } from '#shared/calls/jobs';
import type { Draft } from '#shared/data/project';
import type { Workflow } from '#shared/recipe/recipe';
import JourneysBeforeRun from './journeys/BeforeRun.svelte';
import JourneysLivePicture from './journeys/LivePicture.svelte';
import { journeysSentences } from './journeys/recipe-sentences.ts';
import ExplainBeforeRun from './explain/BeforeRun.svelte';
import { explainSentences } from './explain/explain-sentences.ts';
import ExplainLivePicture from './explain/LivePicture.svelte';
import BeforeRun from './rfe/BeforeRun.svelte';
import LivePicture from './rfe/LivePicture.svelte';
import { recipeSentences } from './rfe/recipe-sentences.ts';
import type { RecipeSentence } from './run/recipe-sentence.ts';
import StatesBeforeRun from './states/BeforeRun.svelte';
import StatesLivePicture from './states/LivePicture.svelte';
import { statesSentences } from './states/recipe-sentences.ts';

export interface WorkflowParts {
  /** What a run will take, while none has begun. */
  readonly BeforeRun: Component;
  /** How the fit grows. */
  readonly LivePicture: Component<{ job: JobView }>;
  /** The recipe in plain sentences; `fileName` is what the person calls the data. */
  readonly sentences: (draft: Draft, fileName: string) => RecipeSentence[];
  /** What the step asks and says, where it is not about finding segments. */
  readonly words?: RunWords;
}

export interface RunWords {
  readonly ready: string;
  readonly running: string;
  readonly action: string;
}

const rfeParts: WorkflowParts = { BeforeRun, LivePicture, sentences: recipeSentences };

const statesParts: WorkflowParts = {
  BeforeRun: StatesBeforeRun,
  LivePicture: StatesLivePicture,
  sentences: statesSentences,
};

const journeysParts: WorkflowParts = {
  BeforeRun: JourneysBeforeRun,
  LivePicture: JourneysLivePicture,
  sentences: journeysSentences,
};

const explainParts: WorkflowParts = {
  BeforeRun: ExplainBeforeRun,
  LivePicture: ExplainLivePicture,
  sentences: explainSentences,
  words: {
    ready: 'Ready to explain the segments?',
    running: 'The segments are being explained',
    action: 'Explain the segments',
  },
};

export const workflowParts: Readonly<Record<Workflow, WorkflowParts>> = {
  rfe: rfeParts,
  states: statesParts,
  explain: explainParts,
  journeys: journeysParts,
};
