// Which classes are taken for which, with intervals, and the scores that follow from it.
import { wilsonInterval, type ShareInterval } from '../../statistics/wilson-interval.ts';

export interface ConfusionMatrix {
  readonly classCount: number;
  /** classCount x classCount: row the true class, column the one foretold. */
  readonly counts: Float64Array;
}

/** A cell as a share of its row (the true class) with its Wilson interval; null for an empty row. */
export type ConfusionShares = readonly (readonly (ShareInterval | null)[])[];

export function confusionMatrix(
  target: Int32Array,
  predicted: Int32Array,
  classCount: number,
): ConfusionMatrix {
  const counts = new Float64Array(classCount * classCount);
  target.forEach((label, row) => counts[label * classCount + predicted[row]!]!++);
  return { classCount, counts };
}

export function confusionShares({ classCount, counts }: ConfusionMatrix): ConfusionShares {
  return Array.from({ length: classCount }, (_, label) => {
    const cells = counts.subarray(label * classCount, (label + 1) * classCount);
    const total = cells.reduce((sum, count) => sum + count, 0);
    return Array.from(cells, (count) => (total > 0 ? wilsonInterval(count, total) : null));
  });
}

export interface ClassScores {
  readonly support: number;
  /** Share of rows foretold as this class that are of it; 0 where none is foretold. */
  readonly precision: number;
  /** Share of this class's rows that are found; null where it has none. */
  readonly recall: number | null;
  /** 0 where the class has rows or is foretold but never rightly; null where neither. */
  readonly f1: number | null;
}

export interface ConfusionScores {
  readonly accuracy: number;
  /** Mean recall of the classes that have rows. */
  readonly balancedAccuracy: number;
  /** Mean F1 of the classes that have rows or are foretold (scikit-learn's rule). */
  readonly macroF1: number;
  readonly classes: readonly ClassScores[];
}

/** @param counts may be weights; at least one row */
export function confusionScores({ classCount, counts }: ConfusionMatrix): ConfusionScores {
  let right = 0;
  let total = 0;
  const classes = Array.from({ length: classCount }, (_, k): ClassScores => {
    let support = 0;
    let foretold = 0;
    for (let other = 0; other < classCount; other++) {
      support += counts[k * classCount + other]!;
      foretold += counts[other * classCount + k]!;
    }
    const hits = counts[k * classCount + k]!;
    right += hits;
    total += support;
    return {
      support,
      precision: foretold > 0 ? hits / foretold : 0,
      recall: support > 0 ? hits / support : null,
      f1: support + foretold > 0 ? (2 * hits) / (support + foretold) : null,
    };
  });
  return {
    accuracy: right / total,
    balancedAccuracy: meanOf(classes.map(({ recall }) => recall)),
    macroF1: meanOf(classes.map(({ f1 }) => f1)),
    classes,
  };
}

function meanOf(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
