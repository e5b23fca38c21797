// Workflow States from the command line: sample, run, files; the same bytes on one thread and on two.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { statesResultSchema } from '#shared/results/states-result';
import { personaeCommand } from '../../fixtures/personae-command.ts';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'personae-states-cli-'));
  await personae('sample', 'rides', '--persons', '100', '--out', file('rides.csv'));
  writeFileSync(file('rides.json'), JSON.stringify(recipe));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const recipe = {
  version: 1,
  workflow: 'states',
  source: { kind: 'delimited', file: 'rides.csv' },
  mapping: {
    person: { column: 'rider_id' },
    time: { column: 'requested_at', format: 'iso' },
    amount: { column: 'price' },
  },
  states: { model: { kMinimum: 3, kMaximum: 4, restartCount: 2, foldCount: 2 } },
};

function file(name: string): string {
  return path.join(folder, name);
}

const personae = (...args: string[]) => personaeCommand(folder, args);

function contents(name: string): Record<string, string> {
  const names = readdirSync(file(name)).filter((entry) => entry !== 'pictures');
  return Object.fromEntries(
    names.map((entry) => [entry, readFileSync(path.join(file(name), entry), 'utf8')]),
  );
}

it('writes rows, persons, transitions, profile and result, the same on one thread and on two', async () => {
  for (const threads of ['1', '2']) {
    const where = ['--out', file(`out-${threads}`), '--store', file(`store-${threads}`)];
    await personae('run', file('rides.json'), ...where, '--threads', threads, '--no-pictures');
  }
  const one = contents('out-1');
  expect(Object.keys(one).sort()).toEqual([
    'assignments.csv',
    'model.json',
    'persons.csv',
    'profile.csv',
    'result.json',
    'transitions.csv',
  ]);
  expect(contents('out-2')).toEqual(one);
  const result = statesResultSchema.parse(JSON.parse(one['result.json'] ?? ''));
  expect(result.choice.chosenK).toBe(4);
  expect(one['assignments.csv']?.split('\n')[0]).toBe(
    'person,period,state,name,probability,filtered_probability',
  );
  expect(one['assignments.csv']?.trimEnd().split('\n')).toHaveLength(result.panel.rowCount + 1);
  expect(one['persons.csv']?.trimEnd().split('\n')).toHaveLength(result.panel.personCount + 1);
});

it('says in one line which column is missing', async () => {
  const states = { features: [{ ...feature, column: { column: 'colour' } }] };
  writeFileSync(file('bad.json'), JSON.stringify({ ...recipe, states }));
  const failed = personae('run', file('bad.json'), '--out', file('bad'), '--store', file('store'));
  await expect(failed).rejects.toMatchObject({
    stderr: expect.stringContaining('There is no column colour.') as string,
  });
});

it('runs the settings of the notebook beside ours', async () => {
  const args = ['--out', file('notebook'), '--store', file('store-1'), '--no-pictures'];
  await personae('run', file('rides.json'), ...args, '--as-in-notebook');
  const result = statesResultSchema.parse(JSON.parse(contents('notebook')['result.json'] ?? ''));
  expect(result.choice.criterion).toBe('bic-rows');
  expect(result.features.every(({ emission }) => emission === 'gaussian')).toBe(true);
});

const feature = {
  name: 'colour',
  label: 'Colour',
  measure: 'any-of',
  values: ['red'],
  fill: 'zero',
  emission: 'bernoulli',
};
