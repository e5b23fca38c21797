// A whole sweep of workflow States over a large panel, as the engine runs it: every number of states
// from 2 to 13 with ten restarts, decoded, and persons held out. No peer is asked: it would take hours.
import {
  defaultHiddenMarkovParams,
  type EmissionKind,
} from '#analysis/hidden-markov/hidden-markov-types';
import { kernelHiddenMarkov } from '#analysis/hidden-markov/kernel-hidden-markov';
import { defaultSweep, sweepStates } from '#analysis/states/sweep-states';
import { startThreadTeam } from '../../src/engine/threads/thread-team.ts';
import { randomModel } from '../unit/analysis/hidden-markov/random-model.ts';
import { simulate } from '../unit/analysis/hidden-markov/simulate.ts';
import type { Benchmark } from './benchmark.ts';

const personCount = 60_000;
const length = 26;
const columnCount = 12;
const plantedCount = 6;
const size = `${personCount.toLocaleString('en')} x ${length} x ${columnCount}`;
const notAsked = { threadCount: 2, peer: 'not asked', peerMs: null, target: null };
const stateCounts = Array.from({ length: 12 }, (_, i) => i + 2);
const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);

export const benchmark: Benchmark = {
  name: 'state-sweep',
  async *run() {
    const emissions = new Array<EmissionKind>(columnCount).fill('gaussian');
    const truth = randomModel(plantedCount, emissions, 'diagonal', 1);
    const { panel } = simulate(truth, new Array<number>(personCount).fill(length), 1);
    const params = {
      fit: defaultHiddenMarkovParams,
      foldCount: defaultSweep.foldCount,
      heldOutRestartCount: defaultSweep.heldOutRestartCount,
      columnNames: emissions.map((_, j) => `column ${j + 1}`),
    };
    const team = await startThreadTeam({ threadCount: notAsked.threadCount, threadUrl });
    const start = performance.now();
    let before = start;
    const backend = kernelHiddenMarkov(team);
    for (const step of sweepStates(panel, emissions, stateCounts, params, backend)) {
      if (step.type !== 'candidate') continue;
      const { stateCount, fit } = step.candidate;
      const iterations = fit.traces.reduce((sum, trace) => sum + trace.logLikelihoods.length, 0);
      const restarts = fit.traces.length;
      const now = performance.now();
      const folds = `${params.foldCount} folds`;
      yield {
        ...notAsked,
        name: `sweep of states ${size}, K = ${stateCount}, ${restarts} restarts, ${folds}`,
        oursMs: now - before,
        agreement: `${iterations} iterations`,
      };
      before = now;
    }
    yield {
      ...notAsked,
      name: `sweep of states ${size}, all of it`,
      oursMs: before - start,
      agreement: '',
    };
    await team.dispose();
  },
};
