// From cells as text or numbers to a feature of a kind: continuous, binary or categorical, or left out
// with the reason.
import { literal } from '../duckdb/sql-text.ts';
import type { Aggregation } from '#shared/recipe/explain-settings';
import type { FeatureKindName } from '#shared/results/join-report';
import { booleanSql, numberSql } from '../sources/value-sql.ts';
import { isNumeric } from './aggregate-sql.ts';
import type { ColumnFacts } from './column-facts.ts';
import { isMissingWordSql } from './column-facts.ts';

/** A kind is taken where this share of the cells can be read as it. */
const enough = 0.9;

/** More levels than this are joined as one; see `otherLevel`. */
export const levelLimit = 100;
/** Text with more different values than this is no category. */
const textLimit = 1000;
/** Few different cells of which some are no numbers are bands. */
const fewBands = 20;
/** Text whose values hardly come again is no category either, from so many people on. */
const fewPeople = 50;

export interface LevelCount {
  readonly name: string;
  readonly count: number;
}

export interface TypedColumn {
  readonly kind: FeatureKindName;
  /** Over the field; NULL where missing. DOUBLE for numbers, VARCHAR for categories. */
  readonly sql: string;
  readonly leftOutBecause: string | null;
  readonly missingCount: number;
  readonly unusableCount: number;
  readonly levels: readonly LevelCount[];
  readonly warnings: readonly string[];
  /** What 0 and 1 of a binary column stand for; empty elsewhere. */
  readonly meanings: readonly string[];
}

export interface FieldOfColumn {
  readonly name: string;
  readonly field: string;
  readonly isNumber: boolean;
  readonly chosenKind: FeatureKindName | null;
  readonly decimal: '.' | ',';
  /** A sample of the cells holds moments. */
  readonly isTime: boolean;
  /** What a saved model learnt, where new data are read for it; null: found out. */
  readonly fixed: FixedType | null;
}

/** The type that a column had when a model was fitted. */
export interface FixedType {
  readonly kind: FeatureKindName;
  /** What 0 and 1 of a binary column stand for. */
  readonly meanings: readonly string[];
}

const count = (value: number): string => value.toLocaleString('en-US');

/** What stands for the levels that are too rare for one of their own. */
export function otherLevel(levelCount: number): string {
  return `other (${count(levelCount)} rarer values)`;
}

/** @param levels different cells with their counts, the most frequent first, at most textLimit + 1 */
export function typeColumn(
  column: FieldOfColumn,
  facts: ColumnFacts,
  levels: readonly LevelCount[],
): TypedColumn {
  if (column.fixed) return typeAsBefore(column, column.fixed, facts, levels);
  const kind = column.chosenKind ?? foundKind(column, facts);
  const typed =
    kind === 'categorical'
      ? categorical(column, facts, levels)
      : kind === 'binary'
        ? binary(column, facts, levels)
        : continuous(column, facts);
  const reason = typed.leftOutBecause ?? uselessBecause(facts, typed);
  return { ...typed, leftOutBecause: reason };
}

/** As the model learnt it: nothing is joined or left out, so that what is new shows as drift. */
function typeAsBefore(
  column: FieldOfColumn,
  { kind, meanings }: FixedType,
  facts: ColumnFacts,
  levels: readonly LevelCount[],
): TypedColumn {
  if (kind === 'continuous') return continuous(column, facts);
  const { field, isNumber, decimal } = column;
  const text = isNumber ? `CAST(${field} AS VARCHAR)` : field;
  const base = { leftOutBecause: null, unusableCount: 0, warnings: [], meanings };
  const missingCount = facts.rowCount - facts.presentCount;
  if (kind === 'categorical') return { ...base, kind, sql: text, missingCount, levels };
  const sql = binarySql(text, field, isNumber, decimal, meanings);
  return { ...base, kind, sql, missingCount, levels: [] };
}

function binarySql(
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

function foundKind({ isNumber }: FieldOfColumn, facts: ColumnFacts): FeatureKindName {
  const known = facts.presentCount - facts.missingWordCount;
  if (facts.isZeroOrOne && facts.numberCount === known) return 'binary';
  if (isNumber) return 'continuous';
  if (facts.distinctKnownCount <= 2 && facts.truthCount === known && known > 0) return 'binary';
  const numbers = facts.numberCount + facts.infiniteCount;
  // Bands such as 1, 2, 3 and 5+ are categories: as numbers the last would be lost.
  const areBands = numbers < known && facts.distinctKnownCount <= fewBands;
  const areNumbers = facts.leadingZeroCount === 0 && known > 0 && numbers >= enough * known;
  if (areNumbers && !areBands) return 'continuous';
  return 'categorical';
}

function uselessBecause(facts: ColumnFacts, typed: TypedColumn): string | null {
  const present = facts.rowCount - typed.missingCount;
  if (present === 0) return 'Nobody has a value that can be used.';
  return null;
}

type Draft = Omit<TypedColumn, 'kind'>;

function continuous({ field, isNumber, decimal }: FieldOfColumn, facts: ColumnFacts): TypedColumn {
  const sql = isNumber
    ? `CASE WHEN isfinite(${field}) THEN ${field} END`
    : numberSql(field, decimal);
  const unusable = facts.presentCount - facts.missingWordCount - facts.numberCount;
  const others = unusable - facts.infiniteCount;
  const warnings = [
    ...(facts.infiniteCount > 0
      ? [`${count(facts.infiniteCount)} infinite values count as missing.`]
      : []),
    ...(others > 0 ? [`${count(others)} cells are no numbers and count as missing.`] : []),
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

function binary(
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
    ...categorical(column, facts, levels),
    warnings: [
      `It was to be binary but has ${count(facts.distinctCount)} different values: taken as categories.`,
    ],
  };
}

function categorical(
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
            `${count(facts.distinctCount)} different values: the ${levelLimit} most frequent stay, the others (${count(facts.presentCount - keptPeople)} people) are joined as one.`,
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
    return `It is text with ${count(distinctCount)} different values, an identifier or free text.`;
  }
  if (presentCount >= fewPeople && distinctCount > presentCount / 2) {
    return `${count(distinctCount)} of ${count(presentCount)} values differ: it is an identifier or free text.`;
  }
  return null;
}

/** Labels: blank cells and words for nothing are no class. */
export function labelSql(field: string, aggregation: Aggregation): string {
  if (aggregation === 'any') return `CASE ${field} WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END`;
  if (isNumeric(aggregation)) {
    return `CASE WHEN ${field} = trunc(${field}) AND abs(${field}) < 9e15
      THEN CAST(CAST(${field} AS BIGINT) AS VARCHAR) ELSE CAST(${field} AS VARCHAR) END`;
  }
  return `CASE WHEN NOT ${isMissingWordSql(field)} THEN ${field} END`;
}
