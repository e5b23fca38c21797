// A finished run held in memory, so that people can be explained and values moved at once.
import type { FeatureTable } from '#analysis/supervised/feature-table';
import { selectRows } from '#analysis/supervised/select-rows';
import { PersonaeError } from '#shared/errors';
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';
import type { ExplainResult } from '#shared/results/explain-result';
import { labelledRows } from '../../customers/feature-table.ts';
import type { PersonColumns } from '../../people/person-columns.ts';
import type { StoredArray, StoredArrays } from '../../project/stored-arrays.ts';
import { arrayName, featureArray } from './explain-columns.ts';
import { restoreModel, type PredictingModel } from './restore-model.ts';
import { explainerOf, type ModelExplainer } from './explained-model.ts';

export interface ExplainedRun {
  readonly result: ExplainResult;
  readonly recipe: ExplainRecipe;
  readonly model: PredictingModel;
  /** Everybody, in the order of the keys. */
  readonly table: FeatureTable;
  /** Labelled people only. */
  readonly training: FeatureTable;
  /** Class of every person; -1: not known. */
  readonly target: Int32Array;
  readonly explainer: ModelExplainer;
  /** @throws PersonaeError person.missing */
  rowOf(person: string): number;
}

export interface StoredExplainRun {
  readonly result: ExplainResult;
  readonly recipe: ExplainRecipe;
  readonly columns: PersonColumns;
  readonly arrays: StoredArrays;
}

/** @throws PersonaeError project.damaged */
export function openExplainedRun({
  result,
  recipe,
  columns,
  arrays,
}: StoredExplainRun): ExplainedRun {
  const { model } = restoreModel(result.model, arrays);
  const { persons } = columns;
  const table: FeatureTable = {
    rowCount: persons.length,
    columns: result.features.map(({ name, kind, levels }, i) => ({
      name,
      kind,
      levels,
      values: requireArray(arrays[featureArray(i)], Float64Array, persons.length),
    })),
  };
  const target = requireArray(arrays[arrayName.target], Int32Array, persons.length);
  const background = requireArray(arrays[arrayName.background], Uint32Array, null);
  const rows = new Map(persons.map((person, row) => [person, row]));
  const { shap } = result.explanations;
  const mode = shap.mode === 'path-dependent' ? shap.mode : 'interventional';
  return {
    result,
    recipe,
    model,
    table,
    training: selectRows(table, labelledRows(target)),
    target,
    explainer: explainerOf(model, selectRows(table, background), mode),
    rowOf: (person) => {
      const row = rows.get(person);
      if (row !== undefined) return row;
      throw new PersonaeError({
        code: 'person.missing',
        message: `The run has no person ${person}.`,
        hint: 'Choose one from the table of persons.',
      });
    },
  };
}

type ArrayClass = abstract new (...args: never[]) => StoredArray;

function requireArray<C extends ArrayClass>(
  array: StoredArray | undefined,
  type: C,
  length: number | null,
): InstanceType<C> {
  if (array instanceof type && (length === null || array.length === length)) {
    return array as InstanceType<C>;
  }
  throw new PersonaeError({
    code: 'project.damaged',
    message: 'What this run keeps of its people is not complete.',
    hint: 'Run the recipe again.',
  });
}

/** The run that was asked about last stays open. */
export class ExplainedRuns {
  readonly #read: (runId: string) => StoredExplainRun;
  #open: { readonly runId: string; readonly run: ExplainedRun } | undefined;

  constructor(read: (runId: string) => StoredExplainRun) {
    this.#read = read;
  }

  open(runId: string): ExplainedRun {
    if (this.#open?.runId !== runId) {
      this.#open = { runId, run: openExplainedRun(this.#read(runId)) };
    }
    return this.#open.run;
  }

  forget(): void {
    this.#open = undefined;
  }
}
