// What is worth a second look in the data as a whole, in one sentence each.
import type { QualityReport } from '#shared/data/quality-report';
import type { EventRecipe } from '#shared/recipe/event-recipe';
import { countedText, countText, percentText } from '../count-text.ts';
import type { IngestSummary } from '../ingest/ingest-summary.ts';

export interface WarningFacts {
  readonly report: Omit<QualityReport, 'warnings'>;
  readonly recipe: EventRecipe;
  readonly summary: IngestSummary;
  /** Event keys beyond their first occurrence. */
  readonly repeatedKeyCount: number;
  readonly laterEventCount: number;
}

const millisecondsPerDay = 86_400_000;
/** Moments that programs write where they have none. */
const placeholders = ['1900-01-01', '1970-01-01', '1899-12-30', '9999-12-31'];

function droppedWarnings({ report, recipe, summary }: WarningFacts): string[] {
  const warnings: string[] = [];
  const dropped = report.rowsRead - report.rowsKept;
  if (report.rowsRead > 0 && dropped / report.rowsRead >= 0.01) {
    warnings.push(`${percentText(dropped / report.rowsRead)} of the rows are left out.`);
  }
  if (recipe.quality.unreadableTimes === 'stop' && summary.unreadableTimeCount > 0) {
    warnings.push(
      `${countedText(summary.unreadableTimeCount, 'time', 'times')} cannot be read, and the recipe stops at such times.`,
    );
  }
  if (summary.unreadableClickCount > 0) {
    warnings.push(
      `${countedText(summary.unreadableClickCount, 'click is neither yes nor no; it counts', 'clicks are neither yes nor no; they count')} as not observed.`,
    );
  }
  return warnings;
}

function personWarnings({ report, recipe }: WarningFacts): string[] {
  const { percentile } = recipe.quality.robots;
  const needed = Math.ceil(100 / (100 - percentile) - 1e-9);
  if (report.personCount < needed) {
    return [
      `With ${countedText(report.personCount, 'person', 'people')} nobody can lie above the percentile ${percentile}: suspected robots show only from ${countText(needed)} people on.`,
    ];
  }
  return [];
}

function timeWarnings({ report, laterEventCount }: WarningFacts): string[] {
  const { firstTime, lastTime, asOf } = report;
  const warnings: string[] = [];
  const ends = [firstTime, lastTime].map((time) => time?.slice(0, 10) ?? '');
  for (const day of new Set(ends)) {
    if (placeholders.includes(day)) {
      warnings.push(`Some events are of ${day}, which often stands for a missing date.`);
    }
  }
  if (laterEventCount > 0) {
    warnings.push(
      `${countedText(laterEventCount, 'event lies', 'events lie')} on or after the as-of date ${asOf ?? ''} and ${laterEventCount === 1 ? 'does' : 'do'} not count.`,
    );
  }
  const gap =
    asOf === null || lastTime === null
      ? 0
      : Math.floor((Date.parse(asOf) - Date.parse(lastTime.slice(0, 10))) / millisecondsPerDay);
  if (gap > 30) {
    warnings.push(
      `The as-of date lies ${countText(gap)} days after the last event: everybody looks long gone.`,
    );
  }
  return warnings;
}

function joinWarnings({ report, repeatedKeyCount }: WarningFacts): string[] {
  const warnings: string[] = [];
  const { detailRowCount, detailUnmatchedCount } = report;
  if (detailRowCount !== null && detailUnmatchedCount) {
    warnings.push(
      `${countedText(detailUnmatchedCount, 'row', 'rows')} of the detail table (${percentText(detailUnmatchedCount / detailRowCount)}) ${detailUnmatchedCount === 1 ? 'belongs' : 'belong'} to no event.`,
    );
  }
  if (repeatedKeyCount > 0) {
    warnings.push(
      `${countedText(repeatedKeyCount, 'event has', 'events have')} a key that another event has too: details count for each of them.`,
    );
  }
  return warnings;
}

export function reportWarnings(facts: WarningFacts): string[] {
  const { report, recipe } = facts;
  const duplicates =
    report.duplicateCount > 0 && recipe.quality.duplicates === 'keep'
      ? [
          `${countedText(report.duplicateCount, 'row repeats', 'rows repeat')} another row in every mapped column.`,
        ]
      : [];
  return [
    ...droppedWarnings(facts),
    ...duplicates,
    ...joinWarnings(facts),
    ...personWarnings(facts),
    ...timeWarnings(facts),
  ];
}
