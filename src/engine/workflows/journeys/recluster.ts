// What other radii and neighbour counts would give on the encodings of a finished run. Tree and memory
// are kept while one run is looked at, so that a radius that is moved is answered at once.
import { setImmediate } from 'node:timers/promises';
import type { DbscanParams, DbscanPasses } from '#analysis/density/dbscan-types';
import { distanceCurve } from '#analysis/density/distance-curve';
import { openPasses, runPasses } from '#analysis/density/fit-dbscan';
import { buildKdTree, type KdTree } from '#analysis/density/kd-tree';
import type { Team } from '#analysis/team';
import type { EngineInput, EngineOutput } from '#shared/calls/engine-calls';
import { PersonaeError } from '#shared/errors';
import { readArrays, readRun } from '../../project/project-runs.ts';
import type { EngineSession } from '../../session.ts';
import { startThreadTeam } from '../../threads/thread-team.ts';
import { curveReport } from './clustering-report.ts';

type Reclustered = EngineOutput<'journeys.recluster'>;

export interface EncodedPersons {
  readonly dimensionCount: number;
  /** Persons x dimensions, row-major, whitened. */
  readonly encodings: Float64Array;
  /** The persons on the first map. */
  readonly mapRows: Uint32Array;
}

/** So long the engine may be held up before it looks at other calls. */
const turnMs = 20;

/** The encodings of one run, ready for any radius. */
export class Reclustering {
  readonly #persons: EncodedPersons;
  readonly #tree: KdTree;
  readonly #passes: DbscanPasses;
  readonly #team: Team & { dispose(): Promise<void> };
  readonly #curves = new Map<number, Reclustered['distanceCurve']>();
  /** The memory serves one question at a time. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(persons: EncodedPersons, team: Team & { dispose(): Promise<void> }) {
    const { dimensionCount, encodings: values } = persons;
    this.#persons = persons;
    this.#team = team;
    this.#tree = buildKdTree({ rowCount: values.length / dimensionCount, dimensionCount, values });
    this.#passes = openPasses(this.#tree, team);
  }

  /** One thread, this one: nothing has to be started before an answer. */
  static async open(persons: EncodedPersons, threadUrl: URL): Promise<Reclustering> {
    const team = await startThreadTeam({ threadCount: 1, threadUrl });
    try {
      return new Reclustering(persons, team);
    } catch (error) {
      await team.dispose();
      throw error;
    }
  }

  at(params: DbscanParams): Promise<Reclustered> {
    const answer = this.#last.then(() => this.#answer(params));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async close(): Promise<void> {
    await this.#last;
    this.#passes.close();
    await this.#team.dispose();
  }

  async #answer(params: DbscanParams): Promise<Reclustered> {
    const found = await inTurns(runPasses(this.#tree, params, this.#passes));
    const curve = await this.#curveOf(params.minPts);
    return {
      clusterCount: found.clusterCount,
      noiseShare: found.noiseCount / this.#tree.rowCount,
      sizes: Array.from(found.sizes),
      mapLabels: Array.from(this.#persons.mapRows, (row) => found.labels[row] ?? -1),
      distanceCurve: curve,
    };
  }

  /** A radius moves more often than the number of neighbours: curves are kept. */
  async #curveOf(minPts: number): Promise<Reclustered['distanceCurve']> {
    const known = this.#curves.get(minPts);
    if (known) return known;
    const neighbour = Math.min(minPts, this.#tree.rowCount);
    const curve = curveReport(await inTurns(distanceCurve(this.#tree, neighbour, this.#team)));
    this.#curves.set(minPts, curve);
    return curve;
  }
}

async function inTurns<Result>(work: Generator<unknown, Result>): Promise<Result> {
  let turn = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - turn < turnMs) continue;
    await setImmediate();
    turn = performance.now();
  }
}

interface Kept {
  readonly runId: string;
  readonly reclustering: Promise<Reclustering>;
  timer: NodeJS.Timeout | undefined;
}

/** After so long without a question the memory is given back. */
const keptMs = 60_000;
const keptBySession = new WeakMap<EngineSession, Kept>();

/** @throws PersonaeError call.invalid for a run of another workflow */
export async function reclusterRun(
  { runId, minPts, eps }: EngineInput<'journeys.recluster'>,
  session: EngineSession,
): Promise<Reclustered> {
  const kept = keptFor(runId, session);
  clearTimeout(kept.timer);
  try {
    return await (await kept.reclustering).at({ minPts, eps });
  } finally {
    kept.timer = setTimeout(() => letGo(session, kept), keptMs).unref();
  }
}

function keptFor(runId: string, session: EngineSession): Kept {
  const before = keptBySession.get(session);
  if (before?.runId === runId) return before;
  if (before) letGo(session, before);
  const persons = encodedPersons(runId, session);
  const reclustering = Reclustering.open(persons, session.environment.threadUrls.team);
  const kept: Kept = { runId, reclustering, timer: undefined };
  keptBySession.set(session, kept);
  return kept;
}

function letGo(session: EngineSession, kept: Kept): void {
  clearTimeout(kept.timer);
  if (keptBySession.get(session) === kept) keptBySession.delete(session);
  // One that could not be opened has nothing to give back.
  void kept.reclustering.then((reclustering) => reclustering.close()).catch(() => undefined);
}

function encodedPersons(runId: string, { project }: EngineSession): EncodedPersons {
  const { result } = readRun(project, runId);
  const { encodings, mapRows } = readArrays(project, runId);
  if (
    result.workflow !== 'journeys' ||
    !(encodings instanceof Float64Array) ||
    !(mapRows instanceof Uint32Array)
  ) {
    throw new PersonaeError({
      code: 'call.invalid',
      message: 'Only runs of journeys can be clustered anew.',
    });
  }
  return { dimensionCount: result.clustering.dimensionCount, encodings, mapRows };
}
