// What is worth a second look in a column, in one sentence each.
import type { QualityColumn } from '#shared/data/quality-report';
import { percentText } from '../count-text.ts';

type Facts = Omit<QualityColumn, 'warnings'>;

/** Nearly every row has a value of its own, and there are enough rows to tell. */
function looksLikeId({ distinctCount, rowCount, missingCount }: Facts): boolean {
  const present = rowCount - missingCount;
  return present >= 100 && distinctCount >= 0.95 * present;
}

const idWarnings: Readonly<Record<string, string>> = {
  person:
    'Nearly every row has a person of its own: nobody comes back, so frequency says little. Is this the id of the row?',
  session: 'Nearly every row has a session of its own: sessions would count rows.',
  kind: 'Looks like an id: nearly every row has a kind of its own.',
};

export function columnWarnings(facts: Facts): string[] {
  const { role, rowCount, missingCount, skewness } = facts;
  const warnings: string[] = [];
  if (facts.constant && role !== 'person') {
    warnings.push(
      facts.distinctCount === 0 ? 'No row has a value.' : 'Constant: every row has the same value.',
    );
  }
  const missing = rowCount > 0 ? missingCount / rowCount : 0;
  if (missing >= 0.01) warnings.push(`${percentText(missing)} of the rows have no value.`);
  const idWarning = idWarnings[role];
  if (idWarning !== undefined && looksLikeId(facts)) warnings.push(idWarning);
  if (role === 'amount' && looksLikeId(facts) && isCounted(facts)) {
    warnings.push('Looks like an id: whole numbers, nearly every row with one of its own.');
  }
  if (skewness !== null && Math.abs(skewness) > 2) {
    warnings.push(
      `Skewed (${skewness.toLocaleString('en-US', { maximumFractionDigits: 1 })}): a few rows are far from the others.`,
    );
  }
  return warnings;
}

/** The range holds hardly more whole numbers than there are rows, as ids that were counted up do. */
function isCounted({ minimum, maximum, distinctCount }: Facts): boolean {
  return (
    typeof minimum === 'number' &&
    typeof maximum === 'number' &&
    Number.isInteger(minimum) &&
    Number.isInteger(maximum) &&
    maximum - minimum + 1 <= 2 * distinctCount
  );
}
