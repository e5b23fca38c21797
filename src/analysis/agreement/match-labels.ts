// Found segments against a known truth: the pairing that recovers most persons, and how well.
import { requireCount } from '../statistics/require-values.ts';
import { wilsonInterval, type ShareInterval } from '../statistics/wilson-interval.ts';
import { adjustedRandIndex } from './adjusted-rand-index.ts';
import { assignOptimally } from './assign-optimally.ts';
import { crossTable, type CrossTable, type Labels } from './cross-table.ts';

/** How well one group of the truth was found. */
export interface GroupRecovery {
  readonly truth: number;
  /** The found segment that is paired with it; null where there are fewer segments than groups. */
  readonly found: number | null;
  readonly truthCount: number;
  readonly foundCount: number;
  readonly sharedCount: number;
  /** Of the persons in the found segment, the share that belong to the group; null without one. */
  readonly precision: number | null;
  /** Of the persons in the group, the share that are in the segment; null for an empty group. */
  readonly recall: number | null;
}

export interface TruthAgreement {
  readonly table: CrossTable;
  readonly groups: readonly GroupRecovery[];
  /** Persons in the segment that is paired with their group, with the Wilson interval. */
  readonly recovered: ShareInterval;
  readonly recoveredCount: number;
  readonly adjustedRandIndex: number;
  /** Found segments that are paired with no group. */
  readonly surplusSegments: readonly number[];
}

/**
 * @param truth planted labels of n persons, -1 where unknown
 * @param found labels of the same persons by the run, -1 where left out
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.unknown-label`
 */
export function matchLabels(
  truth: Labels,
  found: Labels,
  truthCount: number,
  foundCount: number,
): TruthAgreement {
  const table = crossTable(truth, found, truthCount, foundCount);
  requireCount(table.total, 1, 'Comparison with the truth');
  const losses = table.counts.map((count) => -count);
  const pairs = assignOptimally(losses, truthCount, foundCount);
  const groups = pairs.map((segment, group) => recovery(table, group, segment));
  const recoveredCount = groups.reduce((sum, { sharedCount }) => sum + sharedCount, 0);
  const paired = new Set(pairs);
  return {
    table,
    groups,
    recovered: wilsonInterval(recoveredCount, table.total),
    recoveredCount,
    adjustedRandIndex: adjustedRandIndex(table),
    surplusSegments: Array.from({ length: foundCount }, (_, i) => i).filter((i) => !paired.has(i)),
  };
}

function recovery(table: CrossTable, truth: number, segment: number): GroupRecovery {
  const truthCount = table.rowTotals[truth]!;
  if (segment < 0) {
    const recall = truthCount === 0 ? null : 0;
    return {
      truth,
      found: null,
      truthCount,
      foundCount: 0,
      sharedCount: 0,
      precision: null,
      recall,
    };
  }
  const foundCount = table.columnTotals[segment]!;
  const sharedCount = table.counts[truth * table.columnLabelCount + segment]!;
  return {
    truth,
    found: segment,
    truthCount,
    foundCount,
    sharedCount,
    precision: foundCount === 0 ? null : sharedCount / foundCount,
    recall: truthCount === 0 ? null : sharedCount / truthCount,
  };
}
