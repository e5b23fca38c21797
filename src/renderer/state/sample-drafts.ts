// What a sample is for: its workflow, and the choices that its data cannot suggest.
import type { SampleKind } from '#shared/calls/jobs';
import type { Draft, FileReference } from '#shared/data/project';
import { explainSettingsSchema } from '#shared/recipe/explain-settings';
import { journeysSettingsSchema } from '#shared/recipe/journeys-settings';
import type { Workflow } from '#shared/recipe/recipe';
import { ridesStatesSettings } from '#shared/recipe/rides-settings';

const workflowOfSample: Readonly<Record<SampleKind, Workflow>> = {
  avito: 'rfe',
  shop: 'rfe',
  touchpoints: 'journeys',
  rides: 'states',
  company: 'explain',
};

/** Sets the draft of a project that is made for a sample, before its data is attached. */
export function prepareSample(sample: SampleKind, draft: Draft): void {
  draft.workflow = workflowOfSample[sample];
  if (sample === 'touchpoints') {
    draft.recipe.journeys = journeysSettingsSchema.parse({
      sequences: { outcome: { kind: 'events', kinds: ['cancel'] } },
    });
  }
  if (sample === 'rides') draft.recipe.states = ridesStatesSettings();
}

/** Sets what needs the sample's files: tables that are joined, once the main one is attached. */
export function prepareSampleTables(
  sample: SampleKind,
  draft: Draft,
  files: readonly FileReference[],
): void {
  const [crm, web, product] = files;
  if (sample !== 'company' || !crm || !web || !product) return;
  draft.recipe.source = { kind: 'sqlite', file: crm.handle, from: { table: 'customers' } };
  const tableOf = (name: string, file: FileReference, key: string) => ({
    name,
    source: { kind: 'delimited', file: file.handle },
    key,
    identity: {
      source: { kind: 'sqlite', file: crm.handle, from: { table: 'identities' } },
      personColumn: 'customer_id',
      keyColumn: 'key',
    },
  });
  draft.recipe.explain = explainSettingsSchema.parse({
    person: 'customer_id',
    tables: [tableOf('web', web, 'visitor'), tableOf('product', product, 'account')],
    label: { kind: 'column', column: 'segment' },
  });
}
