// One row a segment, and one for everybody, as the table of journeys shows them: means and shares with
// their 95 % intervals.
import type { JourneyRow, JourneysResult, JourneysSegment } from '#shared/results/journeys-result';
import type { TableColumn } from '../../../components/table/table-model.ts';
import { formatCount, formatNumber, formatShare } from '../../../components/format.ts';
import { segmentName } from '../../../state/runs.svelte.ts';

export interface JourneyTableRow {
  readonly key: string;
  readonly name: string;
  /** Null for everybody. */
  readonly segment: JourneysSegment | null;
  readonly row: JourneyRow;
}

type Mean = JourneyRow['kinds'][number];
type Share = JourneyRow['share'];

export function journeyRows({ segments, everybody }: JourneysResult): JourneyTableRow[] {
  return [
    ...segments.map((segment) => ({
      key: segment.id,
      name: segmentName(segment),
      segment,
      row: segment.row,
    })),
    { key: 'everybody', name: 'Everybody', segment: null, row: everybody },
  ];
}

export function meanText(mean: Mean | null): string {
  if (!mean) return '';
  const { low, high } = mean;
  const interval =
    low === null || high === null ? '' : ` (${formatNumber(low)} to ${formatNumber(high)})`;
  return `${formatNumber(mean.mean)}${interval}`;
}

export function shareText(share: Share | null): string {
  if (!share) return '';
  return `${formatShare(share.share)} (${formatShare(share.low)} to ${formatShare(share.high)})`;
}

/** Everybody is all of them: there is nothing to be unsure of. */
function shareOf(segment: JourneysSegment | null, share: Share | null): string {
  return segment === null && share?.share === 1 ? formatShare(1) : shareText(share);
}

function meanColumn(
  key: string,
  label: string,
  read: (row: JourneyRow) => Mean | null,
  more: Partial<TableColumn<JourneyTableRow>> = {},
): TableColumn<JourneyTableRow> {
  return {
    key,
    label,
    align: 'end',
    width: 184,
    text: ({ row }) => meanText(read(row)),
    sortValue: ({ row }) => read(row)?.mean ?? -Infinity,
    ...more,
  };
}

function shareColumn(
  key: string,
  label: string,
  read: (row: JourneyRow) => Share | null,
): TableColumn<JourneyTableRow> {
  return {
    key,
    label,
    align: 'end',
    width: 196,
    text: ({ row, segment }) => shareOf(segment, read(row)),
    sortValue: ({ row }) => read(row)?.share ?? -Infinity,
  };
}

/** The columns behind the name. */
export function journeyColumns({
  kinds,
  outcome,
}: Pick<JourneysResult, 'kinds' | 'outcome'>): TableColumn<JourneyTableRow>[] {
  return [
    {
      key: 'people',
      label: 'People',
      align: 'end',
      width: 84,
      text: ({ row }) => formatCount(row.personCount),
      sortValue: ({ row }) => row.personCount,
    },
    shareColumn('share', 'Of people', ({ share }) => share),
    ...(outcome ? [shareColumn('outcome', outcome.name, (row) => row.outcome)] : []),
    ...kinds.map((kind, place) =>
      meanColumn(`kind-${place}`, kind, (row) => row.kinds[place] ?? null),
    ),
    meanColumn('length', 'Events', ({ length }) => length),
    meanColumn('first-day', 'First day', ({ firstDay }) => firstDay),
    meanColumn('last-day', 'Last day', ({ lastDay }) => lastDay),
    meanColumn('tenure', 'Tenure, days', ({ tenure }) => tenure, { word: 'tenure' }),
  ];
}
