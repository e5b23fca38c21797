// From cells as text or numbers to a feature of a kind: continuous, binary or categorical, or left out
// with the reason.
import type { FeatureKindName } from '#shared/results/join-report';
import { binaryColumn, binarySql, categoricalColumn, continuousColumn } from './column-of-kind.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { FieldOfColumn, FixedType, LevelCount, TypedColumn } from './typed-column.ts';

/** A kind is taken where this share of the cells can be read as it. */
const enough = 0.9;
/** Few different cells of which some are no numbers are bands. */
const fewBands = 20;

/** @param levels different cells with their counts, the most frequent first */
export function typeColumn(
  column: FieldOfColumn,
  facts: ColumnFacts,
  levels: readonly LevelCount[],
): TypedColumn {
  if (column.fixed) return typeAsBefore(column, column.fixed, facts, levels);
  const kind = column.chosenKind ?? foundKind(column, facts);
  const typed =
    kind === 'categorical'
      ? categoricalColumn(column, facts, levels)
      : kind === 'binary'
        ? binaryColumn(column, facts, levels)
        : continuousColumn(column, facts);
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
  if (kind === 'continuous') return continuousColumn(column, facts);
  const { field, isNumber, decimal } = column;
  const text = isNumber ? `CAST(${field} AS VARCHAR)` : field;
  const base = { leftOutBecause: null, unusableCount: 0, warnings: [], meanings };
  const missingCount = facts.rowCount - facts.presentCount;
  if (kind === 'categorical') return { ...base, kind, sql: text, missingCount, levels };
  const sql = binarySql(text, field, isNumber, decimal, meanings);
  return { ...base, kind, sql, missingCount, levels: [] };
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
