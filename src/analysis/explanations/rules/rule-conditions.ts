// A rule as conditions on features, simple enough to be written as SQL.
import type { FeatureColumn, FeatureTable } from '../../supervised/feature-table.ts';

/** above < value <= upTo; null: no bound on that side. */
export interface RangeCondition {
  readonly kind: 'range';
  readonly feature: number;
  readonly above: number | null;
  readonly upTo: number | null;
  /** Whether a missing value meets the condition. */
  readonly allowsMissing: boolean;
}

/** The value is one of these: level indices of a categorical column, 0 or 1 of a binary one. */
export interface LevelCondition {
  readonly kind: 'levels';
  readonly feature: number;
  readonly levels: readonly number[];
  readonly allowsMissing: boolean;
}

export type RuleCondition = RangeCondition | LevelCondition;

export function meetsCondition(condition: RuleCondition, value: number): boolean {
  if (Number.isNaN(value)) return condition.allowsMissing;
  if (condition.kind === 'levels') return condition.levels.includes(value);
  const { above, upTo } = condition;
  return (above === null || value > above) && (upTo === null || value <= upTo);
}

/** Rows that meet every condition, ascending. */
export function matchingRows(
  table: FeatureTable,
  conditions: readonly RuleCondition[],
): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const isMet = conditions.every((condition) =>
      meetsCondition(condition, table.columns[condition.feature]!.values[row]!),
    );
    if (isMet) rows.push(row);
  }
  return Uint32Array.from(rows);
}

/** "7 < recency <= 20", "plan is gold or silver", "clicks > 3 or missing". */
export function describeCondition(
  { name, kind, levels }: FeatureColumn,
  condition: RuleCondition,
): string {
  const missing = condition.allowsMissing ? ' or missing' : '';
  if (condition.kind === 'levels') {
    const values = condition.levels.map((level) =>
      kind === 'categorical' ? levels[level]! : String(level),
    );
    return values.length === 0
      ? `${name} is missing`
      : `${name} is ${values.join(' or ')}${missing}`;
  }
  const { above, upTo } = condition;
  if (above === null && upTo === null) return `${name} is anything${missing}`;
  if (above === null) return `${name} <= ${upTo}${missing}`;
  return upTo === null ? `${name} > ${above}${missing}` : `${above} < ${name} <= ${upTo}${missing}`;
}

/** "recency <= 7 and clicks > 3"; a rule without conditions holds for everyone. */
export function describeRule(table: FeatureTable, conditions: readonly RuleCondition[]): string {
  if (conditions.length === 0) return 'everyone';
  return conditions
    .map((condition) => describeCondition(table.columns[condition.feature]!, condition))
    .join(' and ');
}
