// What is said of an ingestion from SQLite.
import type { CellCounts, FurtherCounts } from './count-cells.ts';
import { isExtraColumn } from './extra-columns.ts';
import type { DetailCounts } from './finish-details.ts';
import type { FinishedEvents } from './finish-events.ts';
import type { IngestSummary } from './ingest-summary.ts';
import { transportIn, type ScanPlan, type SqlitePlan } from './sqlite-plan.ts';
import { roleOfStage } from './staged-events.ts';

export function stagedSummary(
  { scans }: SqlitePlan,
  events: FinishedEvents,
  detail: DetailCounts | null,
  { fingerprint, timeKind }: Pick<IngestSummary, 'fingerprint' | 'timeKind'>,
): IngestSummary {
  const { cells } = events;
  return {
    fingerprint,
    rowsRead: cells.rowCount,
    ...events.facts,
    dropped: [...events.dropped],
    unreadableTimeCount: events.unreadableTimeCount,
    personType: transportIn(scans[0], 'person') === 'text' ? 'text' : 'integer',
    timeKind,
    detail: detail && { rowCount: detail.rowCount, unmatchedCount: detail.unmatchedCount },
    unreadableClickCount: cells.unreadableClicks + (detail?.unreadableClicks ?? 0),
    columns: [
      ...summaryColumns(scans[0], 'event', cells),
      ...(detail ? summaryColumns(scans[1], 'detail', detail) : []),
      ...furtherColumns(scans[0], cells.rowCount, events.further),
    ],
  };
}

const typeOfTransport = {
  integer: 'integer',
  text: 'text',
  time: 'time',
  number: 'number',
  flag: 'boolean',
} as const;

/** The columns of the mapping as they were found. */
function summaryColumns(
  plan: ScanPlan | undefined,
  from: 'event' | 'detail',
  { rowCount, missing }: CellCounts,
): IngestSummary['columns'] {
  return (plan?.scan.columns ?? []).flatMap(({ name, transport }, index) => {
    const eventColumn = plan?.stageNames[index] ?? '';
    const role = roleOfStage[eventColumn];
    if (role === undefined) return [];
    const type = typeOfTransport[transport];
    return [
      {
        role,
        name,
        eventColumn,
        type,
        from,
        rowCount,
        missingCount: missing.get(role) ?? 0,
        unreadableCount: 0,
      },
    ];
  });
}

function furtherColumns(
  plan: ScanPlan | undefined,
  rowCount: number,
  counts: FurtherCounts,
): IngestSummary['columns'] {
  return (plan?.scan.columns ?? []).flatMap(({ name, transport }, index) => {
    const eventColumn = plan?.stageNames[index] ?? '';
    const count = counts.get(eventColumn);
    if (!isExtraColumn(eventColumn) || !count) return [];
    return [
      {
        role: 'extra',
        name,
        eventColumn,
        type: typeOfTransport[transport],
        from: 'event' as const,
        rowCount,
        missingCount: count.missing,
        unreadableCount: count.unreadable,
      },
    ];
  });
}
