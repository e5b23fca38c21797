// The tables of a run as they are exported: the same in the window and on the command line.
import type { Table, TableColumn } from '../../exports/write-table.ts';
import type { WorkflowRun } from '../engine-workflow.ts';
import { arrayName, probabilityName } from './explain-columns.ts';

type Run = WorkflowRun<'explain'>;
type Segment = Run['result']['segments'][number];

export function nameOf({ givenName, suggestedName }: Segment): string {
  return givenName ?? suggestedName;
}

/** A row a person: key, segment, name, whether it was known, and the probability of every segment. */
export function assignmentsTable({ result, columns }: Run): Table {
  const { segments } = result;
  const numberOf = (name: string, of = name): TableColumn => ({
    name,
    type: 'number',
    value: (row) => columns.numbers[of]?.[row] ?? null,
  });
  const segmentOf = (row: number): Segment | undefined => segments[columns.segment[row] ?? 0];
  return {
    rowCount: columns.persons.length,
    columns: [
      { name: 'person', type: 'text', value: (row) => columns.persons[row] ?? null },
      { name: 'segment', type: 'count', value: (row) => (columns.segment[row] ?? 0) + 1 },
      {
        name: 'name',
        type: 'text',
        value: (row) => {
          const segment = segmentOf(row);
          return segment ? nameOf(segment) : null;
        },
      },
      { name: 'labelled', type: 'count', value: (row) => columns.numbers.labelled?.[row] ?? null },
      numberOf('probability'),
      numberOf('margin'),
      ...segments.map((segment) =>
        numberOf(`probability of ${segment.label}`, probabilityName(segment.index)),
      ),
    ],
  };
}

/** A row a feature: permutation importance with its intervals, mean |SHAP| by class, LIME. */
export function importanceTable({ result }: Run): Table {
  const { features, explanations, segments } = result;
  const { permutation, shap, lime } = explanations;
  const number = (name: string, value: (row: number) => number | null): TableColumn => ({
    name,
    type: 'number',
    value,
  });
  const at = (row: number) => permutation.features[row];
  return {
    rowCount: features.length,
    columns: [
      { name: 'feature', type: 'text', value: (row) => features[row]?.name ?? null },
      { name: 'kind', type: 'text', value: (row) => features[row]?.kind ?? null },
      number('permutation_log_loss', (row) => at(row)?.logLoss.value ?? null),
      number('permutation_log_loss_low', (row) => at(row)?.logLoss.low ?? null),
      number('permutation_log_loss_high', (row) => at(row)?.logLoss.high ?? null),
      number('permutation_balanced_accuracy', (row) => at(row)?.balancedAccuracy.value ?? null),
      number('mean_absolute_shap', (row) => sum(shap.meanAbsolute[row] ?? [])),
      ...segments.map((segment) =>
        number(
          `mean_absolute_shap of ${segment.label}`,
          (row) => shap.meanAbsolute[row]?.[segment.index] ?? null,
        ),
      ),
      number('mean_absolute_lime', (row) => lime.meanAbsolute[row] ?? null),
    ],
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A row a person explained and class: base, output, and the SHAP value of every feature. */
export function shapTable({ result, columns, arrays }: Run): Table {
  const { features, segments, explanations } = result;
  const rows = arrays[arrayName.shapRows] ?? new Uint32Array(0);
  const values = arrays[arrayName.shapValues] ?? new Float64Array(0);
  const outputs = arrays[arrayName.shapOutputs] ?? new Float64Array(0);
  const classCount = segments.length;
  const personOf = (line: number): number => Math.floor(line / classCount);
  const classOf = (line: number): number => line % classCount;
  return {
    rowCount: rows.length * classCount,
    columns: [
      {
        name: 'person',
        type: 'text',
        value: (line) => columns.persons[rows[personOf(line)] ?? 0] ?? null,
      },
      { name: 'class', type: 'text', value: (line) => segments[classOf(line)]?.label ?? null },
      { name: 'unit', type: 'text', value: () => explanations.shap.unit },
      {
        name: 'base',
        type: 'number',
        value: (line) => explanations.shap.base[classOf(line)] ?? null,
      },
      { name: 'output', type: 'number', value: (line) => outputs[line] ?? null },
      ...features.map(({ name, index }): TableColumn => ({
        name,
        type: 'number',
        value: (line) =>
          values[(classOf(line) * features.length + index) * rows.length + personOf(line)] ?? null,
      })),
    ],
  };
}

/** A row a rule, with its counts and the SQL that gave them. */
export function rulesTable({ result }: Run): Table {
  const { rules } = result.explanations.surrogate;
  const at = (row: number) => rules[row];
  const number = (
    name: string,
    value: (row: number) => number | null,
    type: 'number' | 'count' = 'number',
  ): TableColumn => ({ name, type, value });
  return {
    rowCount: rules.length,
    columns: [
      {
        name: 'class',
        type: 'text',
        value: (row) => result.segments[at(row)?.classIndex ?? 0]?.label ?? null,
      },
      { name: 'rule', type: 'text', value: (row) => at(row)?.text ?? null },
      number('precision', (row) => at(row)?.precision.value ?? null),
      number('precision_low', (row) => at(row)?.precision.low ?? null),
      number('precision_high', (row) => at(row)?.precision.high ?? null),
      number('coverage', (row) => at(row)?.coverage.value ?? null),
      number('coverage_low', (row) => at(row)?.coverage.low ?? null),
      number('coverage_high', (row) => at(row)?.coverage.high ?? null),
      number('matched', (row) => at(row)?.matchedCount ?? null, 'count'),
      number('hits', (row) => at(row)?.hitCount ?? null, 'count'),
      { name: 'sql', type: 'text', value: (row) => at(row)?.sql ?? null },
    ],
  };
}
