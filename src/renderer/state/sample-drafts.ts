// What a sample is for: its workflow, and the choices that its data cannot suggest.
import type { SampleKind } from '#shared/calls/jobs';
import type { Draft } from '#shared/data/project';
import { journeysSettingsSchema } from '#shared/recipe/journeys-settings';
import type { Workflow } from '#shared/recipe/recipe';

const workflowOfSample: Readonly<Record<SampleKind, Workflow>> = {
  avito: 'rfe',
  shop: 'rfe',
  touchpoints: 'journeys',
  rides: 'states',
};

/** Sets the draft of a project that is made for a sample, before its data is attached. */
export function prepareSample(sample: SampleKind, draft: Draft): void {
  draft.workflow = workflowOfSample[sample];
  if (sample === 'touchpoints') {
    draft.recipe.journeys = journeysSettingsSchema.parse({
      sequences: { outcome: { kind: 'events', kinds: ['cancel'] } },
    });
  }
}
