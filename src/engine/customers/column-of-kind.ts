// A column read as a kind: its SQL, what it loses by that, and what is said of it.
import { countText } from '../count-text.ts';
import { literal } from '../duckdb/sql-text.ts';
import { booleanSql, numberSql } from '../sources/value-sql.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { FieldOfColumn, LevelCount, TypedColumn } from './typed-column.ts';

/** More levels than this are joined as one; see `otherLevel`. */
const levelLimit = 100;
/** Text with more different values than this is no category. */
export const textLimit = 1000;
/** Text whose values hardly come again is no category either, from so many people on. */
const fewPeople = 50;

/** What stands for the levels that are too rare for one of their own. */
function otherLevel(levelCount: number): string {
  return `other (${countText(levelCount)} rarer values)`;
}

type Draft = Omit<TypedColumn, 'kind'>;

export function continuousColumn(
  { field, isNumber, decimal }: FieldOfColumn,
  facts: ColumnFacts,
): TypedColumn {
  const sql = isNumber
    ? `CASE WHEN isfinite(${field}) THEN ${field} END`
    : numberSql(field, decimal);
  const unusable = facts.presentCount - facts.missingWordCount - facts.numberCount;
  const others = unusable - facts.infiniteCount;
  const warnings = [
    ...(facts.infiniteCount > 0
      ? [`${countText(facts.infiniteCount)} infinite values count as missing.`]
      : []),
    ...(others > 0 ? [`${countText(others)} cells are no numbers and count as missing.`] : []),
  ];
  const draft: Draft = {
    sql,
    leftOutBecause: null,
    missingCount: facts.rowCount - facts.numberCount,
    unusableCount: unusable,
    levels: [],
    warnings,
    meanings: [],
  };
  return { kind: 'continuous', ...draft };
}

export function binaryColumn(
  column: FieldOfColumn,
  facts: ColumnFacts,
  levels: readonly LevelCount[],
): TypedColumn {
  const { field, decimal, isNumber } = column;
  const known = facts.presentCount - facts.missingWordCount;
  const base = { kind: 'binary', leftOutBecause: null, levels: [] } as const;
  if (facts.isZeroOrOne) {
    return {
      ...base,
      sql: binarySql(field, field, isNumber, decimal, ['0', '1']),
      missingCount: facts.rowCount - facts.numberCount,
      unusableCount: known - facts.numberCount,
      warnings: [],
      meanings: ['0', '1'],
    };
  }
  if (facts.truthCount === known) {
    return {
      ...base,
      sql: binarySql(field, field, isNumber, decimal, ['no', 'yes']),
      missingCount: facts.rowCount - facts.truthCount,
      unusableCount: 0,
      warnings: [],
      meanings: ['no', 'yes'],
    };
  }
  const names = levels.map(({ name }) => name).sort();
  const [first, second] = names;
  if (names.length === 2 && first !== undefined && second !== undefined) {
    return {
      ...base,
      sql: binarySql(field, field, isNumber, decimal, [first, second]),
      missingCount: facts.rowCount - facts.presentCount,
      unusableCount: 0,
      warnings: [],
      meanings: [first, second],
    };
  }
  return {
    ...categoricalColumn(column, facts, levels),
    warnings: [
      `It was to be binary but has ${countText(facts.distinctCount)} different values: taken as categories.`,
    ],
  };
}

export function categoricalColumn(
  { field, isTime, isNumber }: FieldOfColumn,
  facts: ColumnFacts,
  levels: readonly LevelCount[],
): TypedColumn {
  const text = isNumber ? `CAST(${field} AS VARCHAR)` : field;
  const kept = levels.length > levelLimit ? levels.slice(0, levelLimit) : levels;
  const rareCount = facts.distinctCount - kept.length;
  const keptPeople = kept.reduce((sum, level) => sum + level.count, 0);
  const other = otherLevel(rareCount);
  const names = kept.map(({ name }) => literal(name)).join(', ');
  return {
    kind: 'categorical',
    sql:
      rareCount > 0
        ? `CASE WHEN ${text} IN (${names}) THEN ${text} WHEN ${text} IS NOT NULL THEN ${literal(other)} END`
        : text,
    leftOutBecause: notACategory(facts, isTime),
    missingCount: facts.rowCount - facts.presentCount,
    unusableCount: 0,
    levels:
      rareCount > 0 ? [...kept, { name: other, count: facts.presentCount - keptPeople }] : kept,
    warnings:
      rareCount > 0
        ? [
            `${countText(facts.distinctCount)} different values: the ${levelLimit} most frequent stay, the others (${countText(facts.presentCount - keptPeople)} people) are joined as one.`,
          ]
        : [],
    meanings: [],
  };
}

function notACategory(facts: ColumnFacts, isTime: boolean): string | null {
  const { distinctCount, presentCount } = facts;
  if (isTime && distinctCount > 20) {
    return 'It holds moments: as a feature they only tell people apart. Use the days since then, or a count.';
  }
  if (distinctCount > textLimit) {
    return `It is text with ${countText(distinctCount)} different values, an identifier or free text.`;
  }
  if (presentCount >= fewPeople && distinctCount > presentCount / 2) {
    return `${countText(distinctCount)} of ${countText(presentCount)} values differ: it is an identifier or free text.`;
  }
  return null;
}

/** 0 and 1 as a number; NULL where a cell says neither. */
export function binarySql(
  text: string,
  field: string,
  isNumber: boolean,
  decimal: '.' | ',',
  [first = '0', second = '1']: readonly string[],
): string {
  if (second === '1') return isNumber ? field : numberSql(field, decimal);
  if (second === 'yes') return `CAST(CAST(${booleanSql(text)} AS INTEGER) AS DOUBLE)`;
  return `CASE ${text} WHEN ${literal(first)} THEN 0.0 WHEN ${literal(second)} THEN 1.0 END`;
}
