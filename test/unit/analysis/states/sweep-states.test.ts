// The sweep over numbers of states, persons held out, and scoring of new rows.
import { describe, expect, it, vi } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { decode } from '#analysis/hidden-markov/decode';
import type { HiddenMarkovBackend } from '#analysis/hidden-markov/hidden-markov-backend';
import {
  defaultHiddenMarkovParams,
  type HiddenMarkovParams,
  type SequencePanel,
} from '#analysis/hidden-markov/hidden-markov-types';
import { scalarHiddenMarkov } from '#analysis/hidden-markov/scalar-hidden-markov';
import { foldPersons, selectPersons } from '#analysis/states/fold-persons';
import { marginalModel } from '#analysis/states/marginal-model';
import { fitPanelTransform } from '#analysis/states/panel-transform';
import { runawayWarnings } from '#analysis/states/runaway-warning';
import { scorePanel } from '#analysis/states/score-panel';
import { sweepStates, type StateSweep, type StateSweepStep } from '#analysis/states/sweep-states';
import { modelOf, plantPanel } from './planted-panel.ts';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

const fit: HiddenMarkovParams = {
  ...defaultHiddenMarkovParams,
  restartCount: 1,
  maxIterationCount: 30,
  tolerance: 1e-4,
};
const params = {
  fit,
  foldCount: 2,
  heldOutRestartCount: 1,
  columnNames: ['price', 'gap', 'weekend', 'evening', 'cash'],
};
const { panel, emissions } = plantPanel({ personCount: 60, periodCount: 5 });

function finish<Step, Result>(steps: Generator<Step, Result>): { seen: Step[]; result: Result } {
  const seen: Step[] = [];
  let next = steps.next();
  for (; !next.done; next = steps.next()) seen.push(next.value);
  return { seen, result: next.value };
}

function numbersOf({ candidates }: StateSweep) {
  return candidates.map(({ stateCount, criteria, heldOut }) => ({
    stateCount,
    criteria,
    perRow: heldOut?.perRow,
  }));
}

/** The panel with its persons in reverse order. */
function turned({ starts, columns, rowCount }: SequencePanel): SequencePanel {
  const lengths = Array.from(starts.subarray(1), (end, i) => end - starts[i]!).reverse();
  const turnedStarts = new Uint32Array(starts.length);
  lengths.forEach((length, i) => (turnedStarts[i + 1] = turnedStarts[i]! + length));
  const people = (column: Float64Array) =>
    lengths.flatMap((_, i) => {
      const person = lengths.length - 1 - i;
      return [...column.subarray(starts[person], starts[person + 1])];
    });
  const moved = columns.map((column) => Float64Array.from(people(column)));
  return { rowCount, starts: turnedStarts, columns: moved };
}

describe('foldPersons', () => {
  it('gives folds of equal size that depend on the seed, not on the order of persons', () => {
    const folds = foldPersons(panel, 5, 1);
    const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((own) => own === fold).length);
    expect(sizes).toEqual([12, 12, 12, 12, 12]);
    expect([...foldPersons(panel, 5, 2)]).not.toEqual([...folds]);
    expect([...foldPersons(turned(panel), 5, 1)].reverse()).toEqual([...folds]);
    expect(() => foldPersons(panel, 61, 1)).toThrow(code('parameter.out-of-range'));
    const two = selectPersons(panel, (person) => person < 2);
    expect(() => foldPersons(two, 3, 1)).toThrow(code('input.too-few-rows'));
  });

  it('takes persons out with all of their rows', () => {
    const one = selectPersons(panel, (person) => person === 3);
    const [from, to] = [panel.starts[3]!, panel.starts[4]!];
    expect([...one.starts]).toEqual([0, to - from]);
    expect([...one.columns[1]!]).toEqual([...panel.columns[1]!.subarray(from, to)]);
  });
});

describe('sweepStates', () => {
  const whole = finish(sweepStates(panel, emissions, [2, 3], params));

  it('yields steps of every phase and each candidate as soon as it is there', () => {
    const phases = whole.seen.map((step) => (step.type === 'step' ? step.phase : step.type));
    expect(new Set(phases)).toEqual(new Set(['fit', 'decode', 'held-out', 'candidate']));
    const firstCandidate = phases.indexOf('candidate');
    expect(firstCandidate).toBeLessThan(phases.length - 2);
    expect(whole.result.candidates.map(({ stateCount }) => stateCount)).toEqual([2, 3]);
    expect(whole.result.candidates.every(({ heldOut }) => heldOut!.standardError > 0)).toBe(true);
  });

  it('yields between the fits, too, so that none of them has to end before it is cancelled', () => {
    const between = whole.seen.filter((step) => step.type === 'step' && step.step === null);
    const heldOut = between.filter((step) => step.type === 'step' && step.phase === 'held-out');
    // Before and after every fit without a fold, of both numbers of states.
    expect(heldOut).toHaveLength(2 * 2 * params.foldCount);
    const first = whole.seen.findIndex((step) => step.type === 'step' && step.phase === 'decode');
    const kinds = whole.seen.slice(first).map((step) => (step.type === 'step' ? step.phase : ''));
    // Before the rows are decoded, at least once while they are, and before the criteria.
    expect(kinds.indexOf('held-out')).toBeGreaterThanOrEqual(3);
  });

  it('gives the same candidates when an interrupted sweep is taken up again', () => {
    const steps = sweepStates(panel, emissions, [2, 3], params);
    const finished = [];
    for (const step of steps) {
      if (step.type === 'candidate') finished.push(step.candidate);
      if (finished.length === 1) break;
    }
    const resumed = finish(sweepStates(panel, emissions, [2, 3], { ...params, finished }));
    expect(resumed.result.candidates[0]).toBe(finished[0]);
    expect(numbersOf(resumed.result)).toEqual(numbersOf(whole.result));
  });

  it('gives the memory back when it is cancelled in any phase', () => {
    for (const phase of ['fit', 'decode', 'held-out'] as const) {
      let openCount = 0;
      const counting: HiddenMarkovBackend = (standard) => {
        openCount++;
        const rows = scalarHiddenMarkov(standard);
        vi.spyOn(rows, 'close').mockImplementation(() => openCount--);
        return rows;
      };
      const steps = sweepStates(panel, emissions, [2], params, counting);
      // Between fits nothing is open that could be given back.
      const reached = (step: StateSweepStep) =>
        step.type === 'step' && step.phase === phase && openCount > 0;
      for (const step of steps) if (reached(step)) break;
      expect(openCount).toBe(0);
      expect(steps.next().done).toBe(true);
    }
  });

  it('is the same for persons in another order', () => {
    const again = finish(sweepStates(turned(panel), emissions, [2, 3], params));
    const rounded = (sweep: StateSweep) =>
      numbersOf(sweep).map(({ criteria, perRow }) => [
        criteria.logLikelihood,
        criteria.smallestShare,
        perRow!.toFixed(9),
        criteria.icl.toFixed(6),
      ]);
    expect(rounded(again.result)).toEqual(rounded(whole.result));
  });

  it('holds nobody out where that is not asked for', () => {
    const { result } = finish(sweepStates(panel, emissions, [2], { ...params, foldCount: 0 }));
    expect(result.candidates[0]).toMatchObject({ heldOut: null, heldOutProblem: null });
  });

  it('says which numbers could not be fitted, and survives one person of one period', () => {
    const single = selectPersons(panel, (person) => person === 0);
    const row = {
      rowCount: 1,
      starts: Uint32Array.of(0, 1),
      columns: single.columns.map((column) => column.slice(0, 1)),
    };
    const { result } = finish(sweepStates(row, emissions, [1, 2], params));
    expect(result.candidates.map(({ stateCount }) => stateCount)).toEqual([1]);
    expect(result.candidates[0]?.heldOutProblem).toBe('One person cannot be held out.');
    expect(result.failures[0]).toMatchObject({ stateCount: 2 });
    expect(() => finish(sweepStates(row, emissions, [2], params))).toThrow(
      code('input.too-few-rows'),
    );
  });

  it('refuses a panel that no model can have produced', () => {
    const wrong = { ...panel, columns: panel.columns.slice(1) };
    expect(() => finish(sweepStates(wrong, emissions, [2], params))).toThrow(
      code('input.length-mismatch'),
    );
  });
});

describe('runawayWarnings', () => {
  const columns = [Float64Array.of(0, 0, 1, 1), Float64Array.of(0, 0.5, 1, 2)];
  const rows = { rowCount: 4, starts: Uint32Array.of(0, 4), columns };
  const narrow = (variances: number[]) =>
    modelOf(
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      [
        [0, 0],
        [1, 0],
      ],
      { covariances: Float64Array.from(variances) },
    );
  const warn = (given: SequencePanel, variances: number[]) =>
    runawayWarnings(given, narrow(variances), ['cash', 'price'], [0.5, 0.5], 1e-3);

  it('names the column of two values, the states at the floor and what they gain', () => {
    const { twoValued, repeated } = warn(rows, [0.00025, 1, 0.1, 1e-9]);
    expect(twoValued?.columns).toEqual([{ column: 0, states: [0] }]);
    expect(twoValued?.gainPerRow).toBeCloseTo(0.25 * Math.log(1000), 10);
    expect(twoValued?.sentence).toContain('column cash with only two values');
    expect(repeated).toBeNull();
  });

  it('tells sums that are often zero from columns of two values', () => {
    const sums = { ...rows, columns: [columns[0]!, Float64Array.of(0, 0, 1, NaN)] };
    const often = { ...rows, columns: [Float64Array.of(0, 0, 3, 7), columns[1]!] };
    expect(warn(sums, [0.1, 1e-9, 0.1, 1]).twoValued?.columns[0]?.column).toBe(1);
    const { twoValued, repeated } = warn(often, [1e-9, 1, 0.1, 1]);
    expect(twoValued).toBeNull();
    expect(repeated?.columns).toEqual([{ column: 0, states: [0] }]);
    expect(repeated?.sentence).toContain('Many rows of cash hold exactly the same value');
  });

  it('is silent where no such variance is at the floor', () => {
    expect(warn(rows, [0.1, 1e-9, 0.1, 1e-9])).toEqual({ twoValued: null, repeated: null });
  });
});

describe('scorePanel', () => {
  const treatments = params.columnNames.map((name, j) => ({
    name,
    kind: j < 2 ? ('continuous' as const) : ('binary' as const),
    emission: emissions[j]!,
    log1p: false,
  }));
  const transform = fitPanelTransform(panel.columns, treatments);
  const { result: sweep } = finish(sweepStates(panel, emissions, [3], { ...params, foldCount: 0 }));
  const { model } = sweep.candidates[0]!.fit;

  it('gives filtered states that sum to one and do not look ahead', () => {
    const { result } = finish(scorePanel(panel, model, transform));
    for (let row = 0; row < panel.rowCount; row++) {
      const cells = result.filtered.subarray(row * 3, row * 3 + 3);
      expect(cells.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      expect(result.probability[row]).toBe(Math.max(...cells));
    }
    const cut = {
      rowCount: panel.starts[1]!,
      starts: panel.starts.slice(0, 2),
      columns: panel.columns.map((column) => column.slice(0, panel.starts[1])),
    };
    const alone = finish(scorePanel(cut, model, transform)).result;
    alone.filtered.forEach((value, cell) => expect(value).toBeCloseTo(result.filtered[cell]!, 10));
  });

  it('integrates out a column that the new rows do not have', () => {
    const columns = panel.columns.map((column, j) => (j === 1 ? column.map(() => NaN) : column));
    const { result } = finish(scorePanel({ ...panel, columns }, model, transform));
    expect(result.filtered.every(Number.isFinite)).toBe(true);
    const empty = panel.columns.map((column) => column.map(() => NaN));
    expect(() => finish(scorePanel({ ...panel, columns: empty }, model, transform))).toThrow(
      code('input.empty'),
    );
  });

  it.each(['diagonal', 'spherical', 'tied', 'full'] as const)(
    'decodes a %s model without a column as with its cells missing',
    (covariance) => {
      const size = {
        diagonal: [1, 2, 3, 1, 2, 3],
        spherical: [1, 2],
        tied: [2, 0.5, 0, 0.5, 3, 0.2, 0, 0.2, 1],
        full: [2, 0.5, 0, 0.5, 3, 0.2, 0, 0.2, 1, 1, 0, 0.3, 0, 1, 0, 0.3, 0, 2],
      };
      const three = modelOf(
        [
          [0.7, 0.3],
          [0.4, 0.6],
        ],
        [
          [0, 1, 2],
          [2, 1, 0],
        ],
        { covariance, covariances: Float64Array.from(size[covariance]) },
      );
      const gap = [panel.columns[0]!, panel.columns[1]!, panel.columns[0]!.slice()];
      gap[1] = gap[1]!.map((value, row) => (row === 0 ? value : NaN));
      const some = { ...panel, columns: gap };
      const kept = { ...panel, columns: [gap[0]!, gap[2]!] };
      const full = finish(decode(some, three)).result;
      const less = finish(decode(kept, marginalModel(three, [true, false, true]))).result;
      const last = panel.starts[1]! * 2;
      less.posterior.slice(last).forEach((value, cell) => {
        expect(value).toBeCloseTo(full.posterior[last + cell]!, 10);
      });
    },
  );
});
