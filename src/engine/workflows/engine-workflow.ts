// What the engine asks of a workflow; workflows.ts lists the four.
import type { TableKind } from '#shared/calls/export-kinds';
import type { RecipeOf, Workflow } from '#shared/recipe/recipe';
import type { DriftReport } from '#shared/results/drift-report';
import type { ResultOf } from '#shared/results/result';
import type { EngineEnvironment } from '../environment.ts';
import type { Table } from '../exports/write-table.ts';
import type { JobContext, Stage } from '../jobs/job-context.ts';
import type { PersonColumns } from '../people/person-columns.ts';
import type { WorkingStore } from '../store/working-store.ts';
import type { StoredArrays } from '../project/stored-arrays.ts';

/** Where a workflow runs: the same in the window and on the command line. */
export interface WorkflowContext {
  readonly environment: EngineEnvironment;
  readonly store: WorkingStore;
  readonly job: JobContext;
  /**
   * The persons of an earlier run of the project, with the names of its segments.
   * @throws PersonaeError run.missing, also where there is no project
   */
  earlierRun(runId: string): EarlierRun;
}

export interface EarlierRun {
  readonly columns: PersonColumns;
  readonly segmentNames: readonly string[];
  /** The workflow and the names of the features that made the segments. */
  readonly workflow: Workflow;
}

/** A finished run: what is shown, a row a person, and what else is kept. */
export interface WorkflowRun<W extends Workflow = Workflow> {
  readonly result: ResultOf<W>;
  readonly columns: PersonColumns;
  readonly arrays: StoredArrays;
}

/**
 * What placing new people takes of a run: as a project keeps it, or as a model's document says it.
 */
export interface FittedModel<W extends Workflow = Workflow> {
  readonly result: Pick<ResultOf<W>, 'workflow' | 'model' | 'segments'>;
  readonly arrays: StoredArrays;
}

/** New data placed by a saved model. */
export interface ScoredData {
  readonly drift: DriftReport;
  readonly segments: { name: string; personCount: number }[];
  /** A row a person (or a person and period), as it is written for the person. */
  readonly table: Table;
}

export interface EngineWorkflow<W extends Workflow> {
  readonly stages: readonly Stage[];
  /** @param recipe its files are paths */
  run(recipe: RecipeOf<W>, context: WorkflowContext): Promise<WorkflowRun<W>>;
  readonly scoreStages: readonly Stage[];
  /** @param recipe the one that made the model, with other files of the same columns; they are paths */
  score(fitted: FittedModel<W>, recipe: RecipeOf<W>, context: WorkflowContext): Promise<ScoredData>;
  /** The tables that tablesOf names for the workflow. */
  readonly tables: Readonly<Partial<Record<TableKind, (run: WorkflowRun<W>) => Table>>>;
}
