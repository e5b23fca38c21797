// Every rule counted again by SQL on the joined table, and shown with that SQL.
import type { RuleCondition } from '#analysis/explanations/rules/rule-conditions';
import { describeCondition } from '#analysis/explanations/rules/rule-conditions';
import type { SegmentRule } from '#analysis/explanations/rules/surrogate-rules';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import type { Rule } from '#shared/results/explain/global-explanations';
import { customersTable, labelledColumn, segmentColumn } from '../../customers/table-names.ts';
import type { DuckDb } from '../../duckdb/open-duckdb.ts';
import { identifier, literal } from '../../duckdb/sql-text.ts';
import { runCancellable } from '../../ingest/run-cancellable.ts';
import type { JobContext } from '../../jobs/job-context.ts';

/**
 * @throws Error where SQL counts otherwise than the analysis did: one of the two would be wrong
 */
export async function countRules(
  duckDb: DuckDb,
  rules: readonly SegmentRule[],
  table: FeatureTable,
  classNames: readonly string[],
  context: JobContext,
): Promise<Rule[]> {
  const counted: Rule[] = [];
  for (const [index, rule] of rules.entries()) {
    const sql = ruleSql(rule, table, classNames[rule.classIndex] ?? '');
    const [row] = await runCancellable(duckDb, sql, context);
    const sqlMatchedCount = Number(row?.[0] ?? 0);
    const sqlHitCount = Number(row?.[1] ?? 0);
    if (sqlMatchedCount !== rule.rowCount || sqlHitCount !== rule.classRowCount) {
      throw new Error(
        `rule "${rule.text}": SQL counts ${sqlMatchedCount} and ${sqlHitCount}, the analysis ${rule.rowCount} and ${rule.classRowCount}`,
      );
    }
    counted.push({
      id: `rule-${index + 1}`,
      classIndex: rule.classIndex,
      text: rule.text,
      conditions: rule.conditions.map((condition) => ({
        feature: condition.feature,
        text: describeCondition(table.columns[condition.feature]!, condition),
      })),
      precision: { ...intervalOf(rule.precision) },
      coverage: { ...intervalOf(rule.coverage) },
      matchedCount: rule.rowCount,
      hitCount: rule.classRowCount,
      sql,
      sqlMatchedCount,
      sqlHitCount,
    });
  }
  return counted;
}

function intervalOf({ share, low, high }: SegmentRule['precision']) {
  return { value: share, low, high };
}

function ruleSql({ conditions }: SegmentRule, table: FeatureTable, className: string): string {
  const where = [
    labelledColumn,
    ...conditions.map((condition) => conditionSql(table.columns[condition.feature]!, condition)),
  ];
  return `SELECT count(*) AS matched, count(*) FILTER (WHERE ${segmentColumn} = ${literal(className)}) AS hits
FROM ${customersTable}
WHERE ${where.join('\n  AND ')}`;
}

function conditionSql(column: FeatureColumn, condition: RuleCondition): string {
  const name = identifier(column.name);
  const met =
    condition.kind === 'levels'
      ? levelsSql(column, name, condition.levels)
      : rangeSql(name, condition);
  if (met === null) return condition.allowsMissing ? 'TRUE' : `${name} IS NOT NULL`;
  return condition.allowsMissing ? `(${met} OR ${name} IS NULL)` : met;
}

function levelsSql(column: FeatureColumn, name: string, levels: readonly number[]): string {
  if (levels.length === 0) return 'FALSE';
  const values = levels.map((level) =>
    column.kind === 'categorical' ? literal(column.levels[level] ?? '') : String(level),
  );
  return values.length === 1 ? `${name} = ${values[0] ?? ''}` : `${name} IN (${values.join(', ')})`;
}

function rangeSql(
  name: string,
  { above, upTo }: Extract<RuleCondition, { kind: 'range' }>,
): string | null {
  const parts = [
    ...(above === null ? [] : [`${name} > ${numberLiteral(above)}`]),
    ...(upTo === null ? [] : [`${name} <= ${numberLiteral(upTo)}`]),
  ];
  return parts.length === 0 ? null : parts.join(' AND ');
}

/** Many digits are read as a decimal and rounded on the way unless an exponent says double. */
function numberLiteral(value: number): string {
  const text = String(value);
  return Number.isInteger(value) || text.includes('e') || text.length <= 12 ? text : `${text}e0`;
}
