// What the recipes of several workflows say in the same words: source, roles, quality, as-of date.
import type { EventRecipe } from '#shared/recipe/event-recipe';
import type { QualityChoices } from '#shared/recipe/event-settings';
import { mappingRoles } from '#shared/recipe/mapping';
import type { Source } from '#shared/recipe/source';
import { formatDate, formatNumber } from '../../../components/format.ts';
import { roleWords } from '../roles/role-words.ts';
import { columnOf, type DraftMapping } from '../state/mapping-edits.ts';

export function sourceSentence(source: Source, fileName: string): string {
  if (source.kind !== 'sqlite') return `The rows come from ${fileName}.`;
  const rows = 'table' in source.from ? source.from.table : 'a query';
  const { detail } = source;
  const join = detail ? `, joined with ${detail.table} on ${detail.eventKey}` : '';
  return `The rows come from ${rows} in ${fileName}${join}.`;
}

/** "Person: UserID; time: SearchDate; click: IsClick." */
export function rolesSentence(mapping: DraftMapping): string {
  const parts = mappingRoles.flatMap((role) => {
    const reference = columnOf(mapping, role);
    return reference ? [`${roleWords[role].label.toLowerCase()}: ${reference.column}`] : [];
  });
  const sentence = `${parts.join('; ')}.`;
  const kinds = mapping.kind?.qualifying ?? [];
  const only = kinds.length > 0 ? ` Of the kinds only ${list(kinds)} count.` : '';
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${only}`;
}

/** "a, b and c" */
export function list(
  parts: readonly string[],
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return new Intl.ListFormat('en-GB', { type }).format(parts);
}

export function qualitySentence({
  robots,
  duplicates,
  negativeAmounts,
  unreadableTimes,
}: QualityChoices) {
  const words = { 'leave-out': 'left out', cap: 'capped', keep: 'kept' } as const;
  const parts = [
    `People above the ${formatNumber(robots.percentile)}th percentile of events are ${words[robots.treatment]}`,
    `equal rows are ${duplicates === 'keep' ? 'kept' : 'counted once'}`,
    ...(negativeAmounts === 'drop' ? ['negative amounts are left out'] : []),
    unreadableTimes === 'drop'
      ? 'rows with an unreadable time are left out'
      : 'an unreadable time stops the run',
  ];
  return `${list(parts)}.`;
}

export function asOfSentence({ asOf }: Pick<EventRecipe, 'asOf'>): string {
  const day = asOf.date === null ? 'the day after the last event' : `${formatDate(asOf.date)}`;
  return `Days are counted back from ${day}, time zone ${asOf.timeZone}.`;
}
