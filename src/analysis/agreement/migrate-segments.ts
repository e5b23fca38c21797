// Where people moved between two as-of dates: from segment to segment, newly come, or gone.
import { crossTable, type Labels } from '../agreement/cross-table.ts';

export interface SegmentFlow {
  /** Segment at the first date; null for people who were not there yet. */
  readonly from: number | null;
  /** Segment at the second date; null for people who are no longer in the data. */
  readonly to: number | null;
  readonly count: number;
  /** Of the people of `from` (or of the newcomers), the share that takes this way. */
  readonly shareOfFrom: number;
}

export interface Migration {
  readonly segmentCount: number;
  /** Every way that somebody takes, by `from` and `to`, newcomers last. */
  readonly flows: readonly SegmentFlow[];
  /** segmentCount x segmentCount people known at both dates, row-major from first to second. */
  readonly counts: readonly number[];
  /** By segment of the second date: people who were not there yet at the first. */
  readonly newcomers: readonly number[];
  /** By segment of the first date: people who are no longer in the data. */
  readonly leavers: readonly number[];
  /** People known at both dates who stayed in their segment, and their share; null of nobody. */
  readonly stayedCount: number;
  readonly stayedShare: number | null;
}

/**
 * @param before labels at the first date, by one model; -1 for people not there yet
 * @param after labels of the same people at the second date by the same model; -1 for people gone
 * @throws AnalysisError `input.length-mismatch`, `input.unknown-label`
 */
export function migrateSegments(before: Labels, after: Labels, segmentCount: number): Migration {
  const table = crossTable(before, after, segmentCount, segmentCount);
  const { counts, onlyInColumns: newcomers, onlyInRows: leavers, rowTotals } = table;
  const flows: SegmentFlow[] = [];
  for (let from = 0; from < segmentCount; from++) {
    const people = rowTotals[from]! + leavers[from]!;
    for (let to = 0; to < segmentCount; to++) {
      addFlow(flows, from, to, counts[from * segmentCount + to]!, people);
    }
    addFlow(flows, from, null, leavers[from]!, people);
  }
  const allNewcomers = newcomers.reduce((sum, count) => sum + count, 0);
  newcomers.forEach((count, to) => addFlow(flows, null, to, count, allNewcomers));
  let stayedCount = 0;
  for (let i = 0; i < segmentCount; i++) stayedCount += counts[i * segmentCount + i]!;
  const stayedShare = table.total > 0 ? stayedCount / table.total : null;
  return { segmentCount, flows, counts, newcomers, leavers, stayedCount, stayedShare };
}

function addFlow(
  flows: SegmentFlow[],
  from: number | null,
  to: number | null,
  count: number,
  people: number,
): void {
  if (count > 0) flows.push({ from, to, count, shareOfFrom: count / people });
}
