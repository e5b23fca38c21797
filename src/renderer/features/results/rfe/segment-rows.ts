// One row a segment, as the tables of the results show it.
import type { RfeFeatureResult, RfeResult, Segment } from '#shared/results/rfe-result';
import { numberColumn } from '../../../components/table/number-column.ts';
import type { TableColumn } from '../../../components/table/table-model.ts';
import { unitBeside } from '../../../components/feature-words.ts';
import { formatCount, formatNumber, formatShare } from '../../../components/format.ts';

/** Columns behind the name: size, shares, and the medians of the features. */
export function segmentColumns({ features }: RfeResult): TableColumn<Segment>[] {
  const [, frequency, engagement] = features;
  const words = ['recency', 'frequency', 'engagement'] as const;
  const of = (label: string | undefined) => `Of ${(label ?? '').toLowerCase()}`;
  return [
    numberColumn('people', 'People', 84, ({ personCount }) => personCount, formatCount),
    numberColumn('share', 'Of people', 92, ({ personShare }) => personShare, formatShare),
    numberColumn(
      'frequency-share',
      of(frequency?.label),
      100,
      ({ frequencyShare }) => frequencyShare,
      formatShare,
    ),
    numberColumn(
      'engagement-share',
      of(engagement?.label),
      100,
      ({ engagementShare }) => engagementShare,
      formatShare,
    ),
    ...features.map((feature, i) =>
      numberColumn<Segment>(
        feature.name,
        medianLabel(feature),
        132,
        ({ median }) => median[i] ?? null,
        formatNumber,
        words[i] ? { word: words[i] } : {},
      ),
    ),
  ];
}

/** "Recency (days), median" */
function medianLabel(feature: RfeFeatureResult): string {
  const unit = unitBeside(feature);
  return `${feature.label}${unit === '' ? '' : ` (${unit})`}, median`;
}

/** How sure a segment is; what was asked of no segment has no column. */
export function trustColumns({ segments }: RfeResult): TableColumn<Segment>[] {
  const twoDigits = (value: number) => formatNumber(value, 2);
  const all: TableColumn<Segment>[] = [
    numberColumn('stability', 'Comes back', 104, ({ stability }) => stability, formatShare, {
      word: 'bootstrap jaccard',
    }),
    numberColumn('silhouette', 'Silhouette', 100, ({ silhouette }) => silhouette, twoDigits, {
      word: 'silhouette',
    }),
    numberColumn('margin', 'Mean margin', 110, ({ meanMargin }) => meanMargin, twoDigits, {
      word: 'margin',
    }),
  ];
  return all.filter((column) => segments.some((segment) => column.text(segment) !== ''));
}
