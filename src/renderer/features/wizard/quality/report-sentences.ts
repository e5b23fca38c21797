// The report in sentences: the finding first, the number second.
import type { QualityReport } from '#shared/data/quality-report';
import { formatCount, formatPlural, formatShare } from '../../../components/format.ts';

/** "All 6,919 rows can be used." */
export function rowsSentence(report: QualityReport): string {
  const { rowsRead, rowsKept } = report;
  if (rowsRead === 0) return 'There are no rows.';
  if (rowsKept === 0) return `None of the ${formatPlural(rowsRead, 'row', 'rows')} can be used.`;
  if (rowsKept === rowsRead) return `All ${formatPlural(rowsRead, 'row', 'rows')} can be used.`;
  const lost = rowsRead - rowsKept;
  return `${formatCount(rowsKept)} of ${formatPlural(rowsRead, 'row', 'rows')} can be used; ${formatCount(lost)} (${formatShare(lost / rowsRead)}) are left out.`;
}

/** "235 people, from 1 Jan 1997 to 30 Jun 1998": times as the engine writes them. */
export function detailSentence(report: QualityReport): string | null {
  const { detailRowCount, detailUnmatchedCount } = report;
  if (detailRowCount === null) return null;
  const rows = formatPlural(detailRowCount, 'row', 'rows');
  if (!detailUnmatchedCount) return `All ${rows} of the second table belong to an event.`;
  return `${formatCount(detailUnmatchedCount)} of ${rows} of the second table have no event and are left out.`;
}

export function robotsSentence(
  { robots }: QualityReport,
  treatment: QualityReport['robots']['treatment'],
): string {
  if (robots.count === 0) return 'Nobody is suspected to be a robot.';
  const isOne = robots.count === 1;
  const words = {
    'leave-out': isOne ? 'is left out' : 'are left out',
    cap: isOne ? 'is capped at that number' : 'are capped at that number',
    keep: isOne ? 'is kept' : 'are kept',
  };
  const who = isOne ? '1 person has' : `${formatCount(robots.count)} people have`;
  return `${who} more than ${formatCount(robots.threshold)} events (${formatShare(robots.eventShare)} of all events) and ${words[treatment]}.`;
}
