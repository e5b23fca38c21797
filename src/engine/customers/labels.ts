// Classes and labels of people: from a column, or from the segments of an earlier run.
import type { LabelInfo } from '#shared/results/join-report';
import { PersonaeError } from '#shared/errors';
import { countText } from '../count-text.ts';
import type { EarlierRun } from '../workflows/engine-workflow.ts';
import type { CustomerPeople } from './customer-features.ts';
import { sharedFeatures } from './shared-features.ts';

export interface Labels {
  readonly classNames: readonly string[];
  /** Index of the class of every person; -1 without a label. */
  readonly target: Int32Array<SharedArrayBuffer>;
  readonly info: LabelInfo;
}

/** More classes than this are no segments. */
export const classLimit = 30;
/** Below this a class says little. */
const fewPersons = 10;
const exampleCount = 5;

export interface LabelOrigin {
  /** "Churn of the main table". */
  readonly source: string;
  readonly sql: string | null;
}

export function labelsFromColumn(texts: readonly (string | null)[], origin: LabelOrigin): Labels {
  const names = [...new Set(texts.filter((text) => text !== null))].sort();
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const target = sharedTarget(
    texts.map((text) => (text === null ? -1 : (indexOf.get(text) ?? -1))),
  );
  return { classNames: names, target, info: infoOf('column', names, target, origin, [], 0) };
}

/** People who are not in the run are unlabelled; segments that nobody here has are no classes. */
export function labelsFromRun(run: EarlierRun, people: CustomerPeople, title: string): Labels {
  const rowOf = new Map(run.columns.persons.map((person, row) => [person, row]));
  const segments = people.persons.map((person) => {
    const row = rowOf.get(person);
    return row === undefined ? -1 : (run.columns.segment[row] ?? -1);
  });
  const present = [...new Set(segments.filter((segment) => segment >= 0))].sort((a, b) => a - b);
  const known = new Set(people.persons);
  const lost = run.columns.persons.filter((person) => !known.has(person));
  if (present.length === 0) throw nobodyInRun(lost.slice(0, exampleCount));
  const names = present.map((segment) => run.segmentNames[segment] ?? `segment ${segment + 1}`);
  const target = sharedTarget(segments.map((segment) => present.indexOf(segment)));
  const shared = sharedFeatures(run.columns, people);
  const origin = { source: `the segments of the run ${title}`, sql: null };
  return {
    classNames: names,
    target,
    info: infoOf('run', names, target, origin, shared, lost.length),
  };
}

function sharedTarget(labels: readonly number[]): Int32Array<SharedArrayBuffer> {
  const target = new Int32Array(new SharedArrayBuffer(4 * labels.length));
  target.set(labels);
  return target;
}

function infoOf(
  kind: LabelInfo['kind'],
  names: readonly string[],
  target: Int32Array,
  origin: LabelOrigin,
  shared: readonly string[],
  lostCount: number,
): LabelInfo {
  const counts = names.map(() => 0);
  for (const label of target) if (label >= 0) counts[label]! += 1;
  const labelledCount = counts.reduce((sum, one) => sum + one, 0);
  const unlabelledCount = target.length - labelledCount;
  const classes = names.map((name, index) => {
    const personCount = counts[index] ?? 0;
    const share = labelledCount > 0 ? personCount / labelledCount : 0;
    return { name, personCount, share, small: personCount < fewPersons };
  });
  const warnings = [
    ...classes
      .filter(({ small }) => small)
      .map(
        ({ name, personCount }) =>
          `The class ${name} has only ${countText(personCount)} people: it is fitted, but what is said of it is weak.`,
      ),
    ...(unlabelledCount > 0
      ? [
          `${countText(unlabelledCount)} people have no label: they take no part in fitting and are assigned.`,
        ]
      : []),
    ...(lostCount > 0
      ? [`${countText(lostCount)} people of the run are not in these tables.`]
      : []),
    ...(shared.length > 0
      ? [
          `${shared.join(', ')} made these segments: the model says how well simple rules describe the segmentation, it discovers nothing.`,
        ]
      : []),
  ];
  return {
    kind,
    ...origin,
    classes,
    labelledCount,
    unlabelledCount,
    lostCount,
    sameFeatures: shared.length > 0,
    sharedFeatures: [...shared],
    warnings,
  };
}

/**
 * Whether anything can be learnt from these labels.
 * @throws PersonaeError `data.all-missing`, `data.constant`, `column.type`
 */
export function requireLabels({ classNames, info }: Labels): void {
  if (info.labelledCount === 0) {
    throw new PersonaeError({
      code: 'data.all-missing',
      message: `Nobody has a label: ${info.source} is empty for all people.`,
      hint: 'Choose another column, or check the keys of its table in the join report.',
    });
  }
  if (classNames.length === 1) {
    throw new PersonaeError({
      code: 'data.constant',
      message: `All ${countText(info.labelledCount)} labelled people are of one class (${classNames[0] ?? ''}): there is nothing to tell apart.`,
      hint: 'Choose a label with at least two values; where the others are merely empty, say what they are.',
    });
  }
  if (classNames.length > classLimit) {
    const examples = classNames.slice(0, exampleCount).join(', ');
    throw new PersonaeError({
      code: 'column.type',
      message: `The label has ${countText(classNames.length)} different values (${examples} ...); at most ${classLimit} classes can be explained.`,
      hint: 'Choose a column with few values, or bring its values to bands first.',
    });
  }
}

function nobodyInRun(examples: readonly string[]): PersonaeError {
  return new PersonaeError({
    code: 'join.no-match',
    message: `None of the people of the run is in the main table; the run has, for instance, ${examples.join(', ')}.`,
    hint: 'Choose the column of the main table that holds the same keys as the run.',
  });
}
