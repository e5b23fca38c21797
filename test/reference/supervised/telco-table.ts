// The Telco churn data as a table of features; 11 blank cells of TotalCharges are missing values.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';

const file = join(import.meta.dirname, '../../../../shared/data/telco/Telco-Customer-Churn.csv');
export const telcoIsAbsent = !existsSync(file);
if (telcoIsAbsent) console.warn(`Skipped: the Telco churn data is not at ${file}.`);

const continuous = new Set(['tenure', 'MonthlyCharges', 'TotalCharges']);

/** The label is 1 for customers who left. */
export function readTelco(): { table: FeatureTable; target: Int32Array } {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(','));
  const names = header.split(',');
  const columns = names.flatMap((name, index) => {
    if (name === 'customerID' || name === 'Churn') return [];
    return [
      columnOf(
        name,
        cells.map((row) => row[index] ?? ''),
      ),
    ];
  });
  const churn = names.indexOf('Churn');
  const target = Int32Array.from(cells, (row) => (row[churn] === 'Yes' ? 1 : 0));
  return { table: { rowCount: cells.length, columns }, target };
}

function columnOf(name: string, cells: readonly string[]): FeatureColumn {
  if (continuous.has(name)) {
    const values = Float64Array.from(cells, (cell) => (cell.trim() === '' ? NaN : Number(cell)));
    return { name, kind: 'continuous', values, levels: [] };
  }
  const levels = [...new Set(cells)].sort();
  const values = Float64Array.from(cells, (cell) => levels.indexOf(cell));
  if (levels.length === 2) return { name, kind: 'binary', values, levels: [] };
  return { name, kind: 'categorical', values, levels };
}
