// The criteria of every number of states that was tried, as columns.
import type { StatesCandidate, StatesChoice } from '#shared/results/states-choice-result';
import { formatCount, formatNumber, formatShare } from '../../../components/format.ts';
import { numberColumn } from '../../../components/table/number-column.ts';
import type { TableColumn } from '../../../components/table/table-model.ts';

type Column = TableColumn<StatesCandidate>;

const four = (value: number): string => formatNumber(value, 4);

/** How likely the rows are, those held out first: by them the number is chosen. */
const likelihoodColumns: Column[] = [
  numberColumn('held-out', 'Held out a row', 118, (c) => c.heldOutPerRow, four, {
    word: 'held-out likelihood',
  }),
  numberColumn('error', 'Standard error', 126, (c) => c.heldOutError, four),
  numberColumn('below', 'Below the best', 118, (c) => c.heldOutBelowBest, four),
  numberColumn('bic-rows', 'BIC, rows', 104, (c) => c.bicRows, formatCount, { word: 'bic' }),
  numberColumn('bic-persons', 'BIC, people', 104, (c) => c.bicPersons, formatCount, {
    word: 'bic',
  }),
  numberColumn('aic', 'AIC', 100, (c) => c.aic, formatCount, { word: 'aic' }),
  numberColumn('icl', 'ICL', 100, (c) => c.icl, formatCount, { word: 'icl' }),
  numberColumn('likelihood', 'Log-likelihood', 118, (c) => c.logLikelihood, formatCount, {
    word: 'log-likelihood',
  }),
  numberColumn('parameters', 'Parameters', 104, (c) => c.parameterCount, formatCount),
  numberColumn('smallest', 'Smallest share', 116, (c) => c.smallestShare, formatShare),
];

/** How the search went, and what speaks against the number. */
const searchColumns: Column[] = [
  {
    key: 'restarts',
    label: 'Restarts at the best',
    align: 'end',
    width: 140,
    text: ({ restarts }) => `${restarts.reachedBest} of ${restarts.count}`,
    sortValue: ({ restarts }) => restarts.reachedBest / (restarts.count || 1),
    word: 'restart',
  },
  {
    key: 'converged',
    label: 'Converged',
    width: 96,
    text: ({ converged }) => (converged ? 'yes' : 'no'),
  },
  {
    key: 'runaway',
    label: 'Runaway, nats a row',
    align: 'end',
    width: 150,
    text: ({ runaway }) => (runaway ? formatNumber(runaway.gainPerRow, 1) : ''),
    sortValue: ({ runaway }) => runaway?.gainPerRow ?? 0,
    word: 'runaway',
  },
  {
    key: 'rejected',
    label: 'Why not',
    width: 420,
    text: ({ rejectedBecause }) => rejectedBecause.join(' '),
  },
];

export function candidateColumns({ chosenK }: StatesChoice): Column[] {
  return [
    {
      key: 'k',
      label: 'States',
      align: 'end',
      width: 104,
      text: ({ k }) => (k === chosenK ? `${k} (chosen)` : String(k)),
      sortValue: ({ k }) => k,
    },
    ...likelihoodColumns,
    ...searchColumns,
  ];
}
