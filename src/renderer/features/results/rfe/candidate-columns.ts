// The criteria of every number of segments that was tried, as columns.
import type { Candidate, Choice } from '#shared/results/rfe-result';
import { formatCount, formatNumber, formatShare } from '../../../components/format.ts';
import { numberColumn } from '../../../components/table/number-column.ts';
import type { TableColumn } from '../../../components/table/table-model.ts';

type Column = TableColumn<Candidate>;

function silhouetteText({ silhouette }: Candidate): string {
  if (!silhouette) return '';
  const { value, low, high } = silhouette;
  const interval =
    low === null || high === null ? '' : ` (${formatNumber(low, 3)} to ${formatNumber(high, 3)})`;
  return `${formatNumber(value, 3)}${interval}`;
}

const least = ({ jaccard }: Candidate): number | null =>
  jaccard && jaccard.length > 0 ? Math.min(...jaccard) : null;

const two = (value: number): string => formatNumber(value, 2);

/** The number of segments and its silhouette, with its interval where that comes from a sample. */
function firstColumns({ candidates, chosenK }: Choice): Column[] {
  const hasIntervals = candidates.some(({ silhouette }) => silhouette?.low != null);
  return [
    {
      key: 'k',
      label: 'Segments',
      align: 'end',
      width: 108,
      text: ({ k }) => (k === chosenK ? `${k} (chosen)` : String(k)),
      sortValue: ({ k }) => k,
    },
    {
      key: 'silhouette',
      label: 'Silhouette',
      width: hasIntervals ? 190 : 96,
      align: 'end',
      word: 'silhouette',
      text: silhouetteText,
      sortValue: ({ silhouette }) => silhouette?.value ?? -Infinity,
    },
  ];
}

export function candidateColumns(choice: Choice): Column[] {
  return [
    ...firstColumns(choice),
    numberColumn('davies-bouldin', 'Davies-Bouldin', 124, (c) => c.daviesBouldin, two, {
      word: 'davies-bouldin',
    }),
    numberColumn(
      'calinski-harabasz',
      'Calinski-Harabasz',
      140,
      (c) => c.calinskiHarabasz,
      formatCount,
      { word: 'calinski-harabasz' },
    ),
    numberColumn('gap', 'Gap', 72, (c) => c.gap, two, { word: 'gap statistic' }),
    numberColumn('inertia', 'Inertia', 88, (c) => c.inertia, formatCount, { word: 'inertia' }),
    numberColumn('bic', 'BIC', 96, (c) => c.bic, formatCount, { word: 'bic' }),
    numberColumn('jaccard', 'Least Jaccard', 112, least, two, { word: 'bootstrap jaccard' }),
    numberColumn('smallest', 'Smallest share', 120, (c) => c.smallestShare, formatShare),
    {
      key: 'rejected',
      label: 'Why not',
      width: 420,
      text: ({ rejectedBecause }) => rejectedBecause.join(' '),
    },
  ];
}
