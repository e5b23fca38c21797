// The events that count, after the choices of the quality page: duplicates, negative amounts.
import type { QualityChoices } from '#shared/recipe/event-settings';
import { PersonaeError } from '#shared/errors';
import { problems } from '../ingest/event-problems.ts';
import type { IngestedTables } from '../ingest/ingested-tables.ts';
import { distinctEventsSql } from '../ingest/pauses.ts';

export interface CleanEvents {
  /** To stand behind FROM, under the name `event`. */
  readonly events: string;
  readonly conditions: readonly string[];
  /** True where these are all events of the table. */
  readonly areAll: boolean;
}

export function cleanEvents(tables: IngestedTables, quality: QualityChoices): CleanEvents {
  const conditions =
    quality.negativeAmounts === 'drop' && tables.mapping.amount
      ? ['coalesce(amount >= 0, TRUE)']
      : [];
  const events = quality.duplicates === 'drop' ? `(${distinctEventsSql}) AS event` : 'event';
  return { events, conditions, areAll: events === 'event' && conditions.length === 0 };
}

/** @throws PersonaeError `time.unparsable` where the recipe would rather stop than leave rows out */
export function requireReadableTimes(tables: IngestedTables, quality: QualityChoices): void {
  const { unreadableTimeCount, dropped } = tables.summary;
  if (quality.unreadableTimes !== 'stop' || unreadableTimeCount === 0) return;
  const examples = dropped.find(
    ({ reason }) => reason === problems.timeUnreadable.reason,
  )?.examples;
  const { column, format } = tables.mapping.time;
  throw new PersonaeError({
    code: 'time.unparsable',
    message: `${unreadableTimeCount.toLocaleString('en-US')} times in ${column} cannot be read as ${format}: ${(examples ?? []).join('; ')}.`,
    hint: 'Choose how the time is written, or leave these rows out.',
  });
}
