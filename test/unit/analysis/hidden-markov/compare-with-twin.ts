// The kernel against its twin: sums of the E-step and probabilities to 1e-11 of their size, equal paths.
import { expect } from 'vitest';
import { toStandard } from '#analysis/hidden-markov/convert-model';
import type { SequenceRows } from '#analysis/hidden-markov/hidden-markov-backend';
import type { HiddenMarkovModel, SequencePanel } from '#analysis/hidden-markov/hidden-markov-types';
import { kernelHiddenMarkov } from '#analysis/hidden-markov/kernel-hidden-markov';
import { scalarHiddenMarkov } from '#analysis/hidden-markov/scalar-hidden-markov';
import { standardisePanel } from '#analysis/hidden-markov/standard-panel';
import type { Team } from '#analysis/team';
import { finish } from './simulate.ts';

function allOf(rows: SequenceRows, model: HiddenMarkovModel, panel: SequencePanel) {
  const cells = panel.rowCount * model.stateCount;
  const filtered = new Float64Array(cells);
  const posterior = new Float64Array(cells);
  const viterbi = new Uint8Array(panel.rowCount);
  const { logLikelihood, ...sums } = rows.expect(model);
  const logLikelihoods = rows.logLikelihoods(model);
  const decoded = finish(rows.probabilities(model, filtered, posterior));
  finish(rows.paths(model, viterbi));
  rows.close();
  const numbers = { ...sums, logLikelihood: Float64Array.of(logLikelihood) };
  return { numbers: { ...numbers, logLikelihoods, decoded, filtered, posterior }, viterbi };
}

export function compareWithTwin(team: Team, model: HiddenMarkovModel, panel: SequencePanel): void {
  const standard = standardisePanel(panel, model);
  const inUnits = toStandard(model, standard);
  const ours = allOf(kernelHiddenMarkov(team)(standard), inUnits, panel);
  const twin = allOf(scalarHiddenMarkov(standard), inUnits, panel);
  for (const [name, values] of Object.entries(twin.numbers)) {
    const got = ours.numbers[name as keyof typeof ours.numbers];
    expect(got.length).toBe(values.length);
    const size = values.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-300);
    values.forEach((value, at) => {
      const difference = Math.abs(got[at]! - value);
      if (!(difference <= 1e-11 * size)) throw new Error(`${name} ${at}: ${got[at]} for ${value}`);
    });
  }
  expect(ours.viterbi).toEqual(twin.viterbi);
}
