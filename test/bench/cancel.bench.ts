// How long a run goes on after it was cancelled, at several moments of it: the command line with Ctrl-C,
// until its process has ended. At most two seconds are promised.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Workflow } from '#shared/recipe/recipe';
import type { Benchmark } from './benchmark.ts';

const promisedMs = 2000;
const threadCount = 2;
/** Seconds from the start of the process; where the run has ended before, nothing is measured. */
const moments = [0.6, 1, 1.5, 2, 3, 4.5, 6, 9, 14];
const entry = path.resolve(import.meta.dirname, '../../src/cli/index.ts');

interface Case {
  readonly workflow: Workflow;
  /** Of the command `sample`, without the file it is written to. */
  readonly sample: readonly string[];
  readonly fileName: string;
  readonly recipe: object;
}

const cases: readonly Case[] = [
  {
    workflow: 'rfe',
    sample: ['avito', '--rows', '4000000'],
    fileName: 'avito.sqlite',
    recipe: {
      source: {
        kind: 'sqlite',
        from: { table: 'SearchInfo' },
        detail: { table: 'trainSearchStream', key: 'SearchID', eventKey: 'SearchID' },
      },
      mapping: {
        person: { column: 'UserID' },
        time: { column: 'SearchDate', format: 'iso' },
        click: { column: 'IsClick', from: 'detail' },
      },
      model: { kind: 'gaussian-mixture' },
    },
  },
  {
    workflow: 'states',
    sample: ['rides', '--persons', '20000'],
    fileName: 'rides.csv',
    recipe: {
      source: { kind: 'delimited' },
      mapping: {
        person: { column: 'rider_id' },
        time: { column: 'requested_at', format: 'iso' },
        amount: { column: 'price' },
      },
    },
  },
  {
    workflow: 'explain',
    sample: ['company', '--persons', '20000'],
    fileName: 'company.sqlite',
    recipe: {
      source: { kind: 'sqlite', from: { table: 'customers' } },
      explain: { person: 'customer_id', label: { kind: 'column', column: 'segment' } },
    },
  },
  {
    workflow: 'journeys',
    sample: ['touchpoints', '--persons', '20000'],
    fileName: 'touchpoints.csv',
    recipe: {
      source: { kind: 'delimited' },
      mapping: {
        person: { column: 'customer_id' },
        time: { column: 'happened_at', format: 'iso' },
        kind: { column: 'event' },
      },
      journeys: { sequences: { outcome: { kind: 'events', kinds: ['cancel'] } } },
    },
  },
];

/** The command, and its end: the exit code. */
function personae(args: readonly string[]) {
  const process = spawn(globalThis.process.execPath, [entry, ...args], { stdio: 'ignore' });
  const ended = once(process, 'exit').then(([code]) => code as number | null);
  return { process, ended };
}

/** Milliseconds from Ctrl-C to the end; null where the run had ended before. */
async function cancelAt(seconds: number, recipe: string, folder: string): Promise<number | null> {
  const fresh = await mkdtemp(path.join(folder, 'run-'));
  const places = ['--out', path.join(fresh, 'out'), '--store', path.join(fresh, 'store')];
  const threads = ['--threads', String(threadCount), '--no-pictures'];
  const run = personae(['run', recipe, ...places, ...threads]);
  const first = await Promise.race([run.ended, wait(1000 * seconds, 'still running')]);
  if (first === 0) return null;
  if (first !== 'still running') throw new Error(`${recipe} ended with ${first}`);
  const start = performance.now();
  run.process.kill('SIGINT');
  const code = await run.ended;
  return code === 0 ? null : performance.now() - start;
}

export const benchmark: Benchmark = {
  name: 'cancel',
  async *run({ folder }) {
    for (const { workflow, sample, fileName, recipe } of cases) {
      const file = path.join(folder, fileName);
      await personae(['sample', ...sample, '--out', file]).ended;
      const { source, ...rest } = recipe as { readonly source: object };
      const recipeFile = path.join(folder, `${workflow}.json`);
      const whole = { version: 1, workflow, source: { ...source, file }, ...rest };
      await writeFile(recipeFile, JSON.stringify(whole));
      const measured: { readonly seconds: number; readonly ms: number }[] = [];
      for (const seconds of moments) {
        const ms = await cancelAt(seconds, recipeFile, folder);
        if (ms === null) break;
        measured.push({ seconds, ms });
      }
      const slowest = measured.reduce((most, one) => (one.ms > most.ms ? one : most));
      yield {
        name: `cancel ${workflow}, ${sample.join(' ')}: the longest of ${measured.length} moments`,
        threadCount,
        oursMs: slowest.ms,
        peer: 'promised',
        peerMs: promisedMs,
        target: 1,
        agreement: `${slowest.seconds} s after the start`,
      };
    }
  },
};
