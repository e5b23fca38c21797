// One row a state, as the tables of the results show it.
import { featureText } from '#figures/states/states-looks';
import type { StatesResult, StatesSegment } from '#shared/results/states-result';
import { formatCount, formatNumber, formatShare } from '../../../components/format.ts';
import { numberColumn } from '../../../components/table/number-column.ts';
import type { TableColumn } from '../../../components/table/table-model.ts';

type Column = TableColumn<StatesSegment>;

/** Size and movement. */
export function stateColumns({ panel }: StatesResult): Column[] {
  const { many, one } = panel.periodUnit;
  const oneDigit = (value: number): string => formatNumber(value, 1);
  return [
    numberColumn('now', 'People now', 96, ({ nowCount }) => nowCount, formatCount),
    numberColumn('now-share', 'Of people', 84, ({ personShare }) => personShare, formatShare),
    numberColumn('rows', `Of all ${many}`, 104, ({ rowShare }) => rowShare, formatShare),
    numberColumn(
      'dominant',
      'Mostly there',
      106,
      ({ dominantPersonCount }) => dominantPersonCount,
      formatCount,
      { word: 'dominant state' },
    ),
    numberColumn('stay', `Stay, ${many}`, 100, ({ dwellMean }) => dwellMean, oneDigit, {
      word: 'dwell time',
    }),
    numberColumn('seen', 'Stay, seen', 92, ({ dwellObserved }) => dwellObserved, oneDigit),
    numberColumn(
      'start',
      `First ${one}`,
      88,
      ({ startProbability }) => startProbability,
      formatShare,
    ),
    numberColumn(
      'stationary',
      'In the long run',
      118,
      ({ stationaryShare }) => stationaryShare,
      formatShare,
      { word: 'stationary share' },
    ),
  ];
}

/** The mean of every feature in own units. */
export function profileColumns({ features }: StatesResult): Column[] {
  return features.map((feature, place) =>
    numberColumn(
      `feature-${feature.name}`,
      feature.leftOut === null ? feature.label : `${feature.label} (not in the fit)`,
      140,
      ({ profile }) => profile[place]?.mean ?? null,
      (value) => featureText(value, feature),
    ),
  );
}
