// Two runs of a project side by side: persons of both, matched by their keys.
import { adjustedRandIndex } from '#analysis/agreement/adjusted-rand-index';
import { crossTable, noSegment, type CrossTable } from '#analysis/agreement/cross-table';
import type { Comparison } from '#shared/results/comparison';
import type { Recipe } from '#shared/recipe/recipe';
import type { PersonColumns } from '../people/person-columns.ts';
import { readColumns, readRun, type StoredRun } from '../project/project-runs.ts';
import type { EngineSession } from '../session.ts';

export function compareRuns(first: string, second: string, session: EngineSession): Comparison {
  const [runA, runB] = [readRun(session.project, first), readRun(session.project, second)];
  const labels = alignedLabels(
    readColumns(session.project, first),
    readColumns(session.project, second),
  );
  const table = crossTable(
    labels.first,
    labels.second,
    runA.result.segments.length,
    runB.result.segments.length,
  );
  return {
    commonPersonCount: table.total,
    onlyInFirst: sum(table.onlyInRows),
    onlyInSecond: sum(table.onlyInColumns),
    adjustedRand: table.total === 0 ? 0 : adjustedRandIndex(table),
    counts: countRows(table),
    firstSegments: segmentNames(runA),
    secondSegments: segmentNames(runB),
    differences: differingSettings(runA.recipe, runB.recipe),
  };
}

/** One label a person of either run, in one order. */
function alignedLabels(
  a: PersonColumns,
  b: PersonColumns,
): { first: Int32Array; second: Int32Array } {
  const first: number[] = [];
  const second: number[] = [];
  const positionOf = new Map(b.persons.map((person, row) => [person, row]));
  for (const [row, person] of a.persons.entries()) {
    const other = positionOf.get(person);
    first.push(a.segment[row] ?? noSegment);
    second.push(other === undefined ? noSegment : (b.segment[other] ?? noSegment));
    if (other !== undefined) positionOf.delete(person);
  }
  for (const row of positionOf.values()) {
    first.push(noSegment);
    second.push(b.segment[row] ?? noSegment);
  }
  return { first: Int32Array.from(first), second: Int32Array.from(second) };
}

function countRows(table: CrossTable): number[][] {
  return Array.from({ length: table.rowLabelCount }, (_, row) =>
    table.counts.slice(row * table.columnLabelCount, (row + 1) * table.columnLabelCount),
  );
}

function segmentNames({ result }: StoredRun): Comparison['firstSegments'] {
  return result.segments.map(({ id, givenName, suggestedName, personCount }) => ({
    id,
    name: givenName ?? suggestedName,
    personCount,
  }));
}

/** Every leaf of the recipes that differs, by its path. */
function differingSettings(a: Recipe, b: Recipe): Comparison['differences'] {
  const [left, right] = [leaves(a), leaves(b)];
  const paths = [...new Set([...left.keys(), ...right.keys()])];
  return paths
    .filter((path) => !path.startsWith('names') && path !== 'title')
    .filter((path) => left.get(path) !== right.get(path))
    .map((path) => ({
      setting: path,
      first: left.get(path) ?? 'not set',
      second: right.get(path) ?? 'not set',
    }));
}

function leaves(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value))
      leaves(child, path ? `${path}.${key}` : key, into);
  } else {
    into.set(path, value === null ? 'automatic' : JSON.stringify(value).replace(/^"|"$/g, ''));
  }
  return into;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
