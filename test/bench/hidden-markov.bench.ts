// One iteration of expectation-maximisation and the Viterbi paths of a Gaussian hidden Markov model,
// against hmmlearn on the same panel from the same parameters; and what binary columns and missing
// cells cost beside plain Gaussian ones.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toStandard } from '#analysis/hidden-markov/convert-model';
import type { EmissionKind, HiddenMarkovModel } from '#analysis/hidden-markov/hidden-markov-types';
import { kernelHiddenMarkov } from '#analysis/hidden-markov/kernel-hidden-markov';
import { maximise } from '#analysis/hidden-markov/maximisation';
import { standardisePanel, type StandardPanel } from '#analysis/hidden-markov/standard-panel';
import type { Team } from '#analysis/team';
import { startThreadTeam } from '../../src/engine/threads/thread-team.ts';
import { randomModel } from '../unit/analysis/hidden-markov/random-model.ts';
import { finish, simulate } from '../unit/analysis/hidden-markov/simulate.ts';
import { shortestMs, type BenchContext, type Benchmark, type BenchRow } from './benchmark.ts';
import { rowMajor } from './row-major.ts';

const sequenceCount = 60_000;
/** Of a panel whose columns have a covariance: hmmlearn needs seconds for more. */
const jointSequenceCount = 10_000;
const length = 26;
const columnCount = 12;

function sizeOf(panel: StandardPanel): string {
  return `${(panel.rowCount / length).toLocaleString('en')} x ${length} x ${columnCount}`;
}

interface Case {
  readonly stateCount: number;
  readonly covariance: 'diagonal' | 'tied' | 'full';
  /** Times faster than hmmlearn's scaling implementation, on one thread and on two. */
  readonly iterationTargets: readonly [number, number] | null;
  readonly viterbiTargets: readonly [number | null, number | null] | null;
}

const covariance = 'diagonal';
const cases: readonly Case[] = [
  { stateCount: 2, covariance, iterationTargets: [50, 100], viterbiTargets: [70, null] },
  { stateCount: 6, covariance, iterationTargets: [23, 45], viterbiTargets: [23, 46] },
  { stateCount: 13, covariance, iterationTargets: [12, 24], viterbiTargets: [10, null] },
];
const jointCases: readonly Case[] = [
  { stateCount: 6, covariance: 'tied', iterationTargets: null, viterbiTargets: null },
  { stateCount: 6, covariance: 'full', iterationTargets: null, viterbiTargets: null },
];

/** Together about as long as the peer's runs, which are longer: a moment of other work is in none alone. */
const runCount = 40;
const peerRunCount = 3;
const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);

interface PeerResult {
  readonly version: string;
  readonly scalingMs: number;
  readonly logMs: number;
  readonly viterbiMs: number;
  readonly logLikelihood: number;
  readonly means: readonly number[];
  readonly states: string;
}

const gaussian = new Array<EmissionKind>(columnCount).fill('gaussian');
const half = gaussian.map((kind, j): EmissionKind => (j % 2 === 0 ? kind : 'bernoulli'));

function panelOf(
  emissions: readonly EmissionKind[],
  missingShare: number,
  covariance: Case['covariance'] = 'diagonal',
): StandardPanel {
  const truth = randomModel(6, emissions, 'diagonal', 1);
  const count = covariance === 'diagonal' ? sequenceCount : jointSequenceCount;
  const lengths = new Array<number>(count).fill(length);
  const { panel } = simulate(truth, lengths, 1, missingShare);
  return standardisePanel(panel, { emissions, covariance });
}

/** States near each other, so that each has rows. */
function overlapping(model: HiddenMarkovModel): HiddenMarkovModel {
  return { ...model, means: model.means.map((mean) => 0.3 * mean) };
}

async function startPeer(context: BenchContext, panel: StandardPanel, model: HiddenMarkovModel) {
  const rowsFile = path.join(context.folder, 'rows.f64');
  const startFile = path.join(context.folder, 'start.f64');
  const { startProbability, transitionMatrix, means, covariances } = model;
  const start = [startProbability, transitionMatrix, means, covariances];
  await writeFile(rowsFile, rowMajor(panel));
  await writeFile(startFile, Float64Array.from(start.flatMap((values) => [...values])));
  return context.peers.measure<PeerResult>('hidden_markov.py', [
    rowsFile,
    columnCount,
    length,
    startFile,
    model.stateCount,
    peerRunCount,
    model.covariance === 'diagonal' ? 'diag' : model.covariance,
  ]);
}

async function* measureCase(
  context: BenchContext,
  panel: StandardPanel,
  one: Case,
): AsyncIterable<BenchRow> {
  const { stateCount, covariance } = one;
  const model = overlapping(randomModel(stateCount, gaussian, covariance, 3));
  const name = `${sizeOf(panel)}, K = ${stateCount}, ${covariance} covariance`;
  // Both have the panel as it is standardised, so that rows need not be put back into their order.
  const peer = await startPeer(context, panel, model);
  const found = typeof peer === 'string' ? null : peer;
  const states = found && new BigInt64Array((await readFile(found.states)).buffer);
  for (const threadCount of [1, 2]) {
    const team = await startThreadTeam({ threadCount, threadUrl });
    const first = pack(team, panel);
    first.rows.close();
    const { rows, ms: packMs } = pack(team, panel);
    let expectation = rows.expect(model);
    let next = model;
    const iterationMs = shortestMs(runCount, () => {
      expectation = rows.expect(model);
      next = maximise(model, expectation, panel, { varianceFloor: 0, transitionPrior: 1 }).model;
    });
    const viterbi = new Uint8Array(panel.rowCount);
    const viterbiMs = shortestMs(runCount, () => finish(rows.paths(model, viterbi)));
    rows.close();
    await team.dispose();
    const constant = panel.scale.reduce((sum, s) => sum + panel.rowCount * Math.log(s), 0);
    const iteration = {
      name: `hidden Markov iteration ${name} (packed in ${packMs} ms, first ${first.ms})`,
      threadCount,
      oursMs: iterationMs,
      agreement: found ? iterationAgreement(expectation.logLikelihood - constant, next, found) : '',
    };
    const version = typeof peer === 'string' ? peer : `hmmlearn ${peer.version}`;
    const [target, viterbiTarget] = [one.iterationTargets, one.viterbiTargets].map(
      (targets) => targets?.[threadCount - 1] ?? null,
    );
    yield {
      ...iteration,
      peer: found ? `${version}, scaling` : version,
      peerMs: found?.scalingMs ?? null,
      target: target ?? null,
    };
    yield {
      ...iteration,
      peer: found ? `${version}, log` : version,
      peerMs: found?.logMs ?? null,
      target: null,
    };
    yield {
      name: `Viterbi ${name}`,
      threadCount,
      oursMs: viterbiMs,
      peer: version,
      peerMs: found?.viterbiMs ?? null,
      target: viterbiTarget ?? null,
      agreement: states ? `${differing(viterbi, states)} of ${viterbi.length} states differ` : '',
    };
  }
}

/** The system gives new memory out more slowly than it is filled; a sweep packs into the same again. */
function pack(team: Team, panel: StandardPanel) {
  const start = performance.now();
  const rows = kernelHiddenMarkov(team)({ ...panel, sourceStarts: panel.starts });
  return { rows, ms: Math.round(performance.now() - start) };
}

function iterationAgreement(logLikelihood: number, next: HiddenMarkovModel, peer: PeerResult) {
  const relative = Math.abs(logLikelihood / peer.logLikelihood - 1).toExponential(0);
  const means = peer.means.reduce(
    (max, mean, at) => Math.max(max, Math.abs(mean - next.means[at]!)),
    0,
  );
  return `log-likelihood ${relative}, means ${means.toExponential(0)}`;
}

function differing(viterbi: Uint8Array, states: BigInt64Array): number {
  let count = 0;
  viterbi.forEach((state, row) => (count += state === Number(states[row]) ? 0 : 1));
  return count;
}

/** The cost of an iteration with binary columns or missing cells, as a share of the plain one. */
async function* measureKinds(
  plain: StandardPanel,
  panels: Readonly<Record<string, StandardPanel>>,
): AsyncIterable<BenchRow> {
  const { covariance } = plain;
  const team = await startThreadTeam({ threadCount: 1, threadUrl });
  for (const stateCount of [2, 6]) {
    const timeOf = (panel: StandardPanel) => {
      const rows = kernelHiddenMarkov(team)(panel);
      const model = toStandard(randomModel(stateCount, panel.emissions, covariance, 3), panel);
      const ms = shortestMs(runCount, () => void rows.expect(model));
      rows.close();
      return ms;
    };
    for (const [name, panel] of Object.entries(panels)) {
      const plainMs = timeOf(plain);
      const size = `${sizeOf(panel)}, K = ${stateCount}, ${covariance} covariance`;
      yield {
        name: `hidden Markov iteration ${size}, ${name}`,
        threadCount: 1,
        oursMs: timeOf(panel),
        peer: 'ours, all Gaussian, complete',
        peerMs: plainMs,
        target: 0.67,
        agreement: '',
      };
    }
  }
  await team.dispose();
}

export const benchmark: Benchmark = {
  name: 'hidden-markov',
  async *run(context) {
    const panel = panelOf(gaussian, 0);
    for (const one of cases) yield* measureCase(context, panel, one);
    yield* measureKinds(panel, {
      'half of the columns binary': panelOf(half, 0),
      '20 % of the cells missing': panelOf(gaussian, 0.2),
    });
    for (const one of jointCases) {
      const complete = panelOf(gaussian, 0, one.covariance);
      yield* measureCase(context, complete, one);
      const gaps = panelOf(gaussian, 0.2, one.covariance);
      yield* measureKinds(complete, { '20 % of the cells missing': gaps });
    }
  },
};
