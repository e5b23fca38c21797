// One row a segment, as the tables of the results show it.
import type { RfeResult, Segment } from '#shared/results/rfe-result';
import type { TableColumn } from '../../components/table/table-model.ts';
import { formatCount, formatNumber, formatShare } from '../../components/format.ts';

/** Numbers are right-aligned and sort as numbers; what is not known stays empty. */
function numberColumn(
  key: string,
  label: string,
  value: (segment: Segment) => number | null,
  text: (value: number) => string,
  more: Partial<TableColumn<Segment>> = {},
): TableColumn<Segment> {
  return {
    key,
    label,
    align: 'end',
    width: 110,
    text: (segment) => {
      const known = value(segment);
      return known === null ? '' : text(known);
    },
    sortValue: (segment) => value(segment) ?? -Infinity,
    ...more,
  };
}

/** Columns behind the name: size, shares, the medians of the features, and how sure it is. */
export function segmentColumns({ features }: RfeResult): TableColumn<Segment>[] {
  const [, frequency, engagement] = features;
  const words = ['recency', 'frequency', 'engagement'] as const;
  return [
    numberColumn('people', 'People', ({ personCount }) => personCount, formatCount),
    numberColumn('share', 'Share of people', ({ personShare }) => personShare, formatShare),
    numberColumn(
      'frequency-share',
      `Share of ${frequency?.unit ?? 'events'}`,
      ({ frequencyShare }) => frequencyShare,
      formatShare,
      { width: 130 },
    ),
    numberColumn(
      'engagement-share',
      `Share of ${engagement?.unit ?? 'engagement'}`,
      ({ engagementShare }) => engagementShare,
      formatShare,
      { width: 130 },
    ),
    ...features.map((feature, i) =>
      numberColumn(
        feature.name,
        `${feature.label}, median`,
        ({ median }) => median[i] ?? null,
        formatNumber,
        { width: 150, ...(words[i] ? { word: words[i] } : {}) },
      ),
    ),
    numberColumn('stability', 'Comes back', ({ stability }) => stability, formatShare, {
      word: 'bootstrap jaccard',
    }),
    numberColumn(
      'silhouette',
      'Silhouette',
      ({ silhouette }) => silhouette,
      (value) => formatNumber(value, 2),
      { word: 'silhouette' },
    ),
    numberColumn(
      'margin',
      'Mean margin',
      ({ meanMargin }) => meanMargin,
      (value) => formatNumber(value, 2),
      { word: 'margin' },
    ),
  ];
}
