// The leakage lint on labelled people, before anything is fitted.
import { findLeakage, type LeakageKind } from '#analysis/explanations/leakage/find-leakage';
import { selectLabels, selectRows } from '#analysis/supervised/select-rows';
import type { ExplainSettings } from '#shared/recipe/explain-settings';
import type { LeakageFinding } from '#shared/results/join-report';
import type { CustomerPeople } from './customer-features.ts';
import { featureTable, labelledRows } from './feature-table.ts';
import type { Labels } from './labels.ts';

const kinds: Record<LeakageKind, LeakageFinding['kind']> = {
  'looks-like-id': 'id',
  'predicts-alone': 'predicts-alone',
  'dated-after-label': 'dated-after',
};

/** Fewer labelled people than this show nothing. */
const fewPeople = 10;

export function findLeaks(
  people: CustomerPeople,
  { target, classNames }: Labels,
  { leaveOutLeaks }: Pick<ExplainSettings, 'leaveOutLeaks'>,
  seed: number,
): LeakageFinding[] {
  const rows = labelledRows(target);
  if (rows.length < fewPeople) return [];
  const features = people.features.filter(({ leftOutBecause }) => leftOutBecause === null);
  const take = (values: Float64Array | null) =>
    values && Float64Array.from(rows, (row) => values[row]!);
  const labelTimes = take(people.labelTimes);
  const times = labelTimes
    ? { times: { label: labelTimes, features: features.map((feature) => take(feature.times)) } }
    : {};
  const table = selectRows(featureTable(features, people.persons.length), rows);
  const warnings = findLeakage(table, selectLabels(target, rows), classNames.length, {
    seed,
    ...times,
  });
  const found = warnings.map(({ kind, name, text, evidence }) => ({
    feature: name,
    kind: kinds[kind],
    sentence: text,
    value: evidence,
    leftOut: kind === 'looks-like-id' || leaveOutLeaks,
  }));
  return [...found, ...foundByText(people)];
}

/** Text whose values hardly come again never became a feature, and is named here all the same. */
function foundByText(people: CustomerPeople): LeakageFinding[] {
  return people.features.flatMap((feature) => {
    const { choice, kind, leftOutBecause, distinctCount, missingCount } = feature;
    const present = people.persons.length - missingCount;
    const isId = kind === 'categorical' && leftOutBecause !== null && distinctCount > present / 2;
    if (!isId || present === 0) return [];
    const share = distinctCount / present;
    const percent = (100 * share).toFixed(0);
    return [
      {
        feature: choice.name,
        kind: 'id' as const,
        sentence: `${choice.name} looks like an id: ${percent} % of its values are distinct. It can name persons, not explain them.`,
        value: share,
        leftOut: true,
      },
    ];
  });
}
