// One person of a States run or draft: raw events, rows of the panel with filled cells marked, states.
import { z } from 'zod';
import { cellSchema } from '../data/description.ts';
import { emissionKinds, fillPolicies, panelFeatureSchema } from '../recipe/states-settings.ts';
import { unitSchema } from './states-result.ts';

/** What stands in a cell of the panel: `seen` in events, put there by the fill policy, or nothing. */
export const cellOrigins = ['seen', 'filled', 'missing'] as const;

export const panelColumnSchema = z.object({
  name: z.string(),
  label: z.string(),
  unit: unitSchema,
  kind: z.enum(['continuous', 'binary', 'count']),
  /** Shown as a percentage: between 0 and 1 by its nature. */
  isShare: z.boolean(),
  fill: z.enum(fillPolicies),
  emission: z.enum(emissionKinds),
});

export const personPanelRowSchema = z.object({
  /** First day of the period, ISO. */
  period: z.string(),
  /** Events of the person in the period; null for a panel that exists already. */
  eventCount: z.number().nullable(),
  /** One a column, own units; null is missing. */
  cells: z.array(z.number().nullable()),
  origins: z.array(z.enum(cellOrigins)),
});
export type PersonPanelRow = z.infer<typeof personPanelRowSchema>;

/** Events as they were read, in time order. */
export const rawEventsSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(cellSchema)),
  /** Of this many; the rows are the latest of them. */
  total: z.number(),
});
export type RawEvents = z.infer<typeof rawEventsSchema>;

/** What fill policies do, shown on one person before anything is fitted. */
export const panelPreviewSchema = z.object({
  person: z.string(),
  columns: z.array(
    panelColumnSchema.extend({
      definition: z.string(),
      sql: z.string(),
      /** As a recipe would say it; of the ready-made ones as well. */
      feature: panelFeatureSchema,
    }),
  ),
  rows: z.array(personPanelRowSchema),
  events: rawEventsSchema,
  /** Why the sequence begins and ends where it does; why the person would be left out. */
  remarks: z.array(z.string()),
});
export type PanelPreview = z.infer<typeof panelPreviewSchema>;

export const personStatesSchema = z.object({
  person: z.string(),
  columns: z.array(panelColumnSchema),
  rows: z.array(
    personPanelRowSchema.extend({
      /** On the person's most probable path. */
      state: z.number(),
      /** One a state: given all rows of the person, and given the rows up to this one. */
      posterior: z.array(z.number()),
      filtered: z.array(z.number()),
    }),
  ),
  /** 1 to horizon periods ahead. */
  forecast: z.array(
    z.object({
      period: z.string(),
      /** One a state. */
      probabilities: z.array(z.number()),
      /** null where no state is dormant. */
      dormancy: z.number().nullable(),
    }),
  ),
  /** The person's own transitions: runs of equal states. */
  runs: z.array(z.object({ state: z.number(), from: z.string(), length: z.number() })),
  /** Where the rows end before those of the others do; null where they go on to the last period. */
  ending: z
    .object({
      /** First day of the last period, ISO. */
      lastPeriod: z.string(),
      /** Periods without an event after which rows end; null for a panel that exists already. */
      gapCutoff: z.number().nullable(),
      /** The day of the first event after it, ISO; null where none is known. */
      returned: z.string().nullable(),
    })
    .nullable(),
  /** null where the data are not at hand; `eventsSentence` says why. */
  events: rawEventsSchema.nullable(),
  eventsSentence: z.string().nullable(),
});
export type PersonStatesView = z.infer<typeof personStatesSchema>;
