// Workflow Explain from the command line: sample, run, files; and errors in one line.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainResultSchema } from '#shared/results/explain-result';
import { personaeCommand } from '../../fixtures/personae-command.ts';
import { quick } from './explain-fixture.ts';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'personae-explain-cli-'));
  await personae('sample', 'company', '--persons', '300', '--out', file('company.sqlite'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string): string {
  return path.join(folder, name);
}

const personae = (...args: string[]) => personaeCommand(folder, args);

const recipe = {
  version: 1,
  workflow: 'explain',
  source: { kind: 'sqlite', file: 'company.sqlite', from: { table: 'customers' } },
  explain: {
    person: 'customer_id',
    tables: [
      {
        name: 'web',
        source: { kind: 'delimited', file: 'company-web.csv' },
        key: 'visitor',
        identity: {
          source: { kind: 'sqlite', file: 'company.sqlite', from: { table: 'identities' } },
          personColumn: 'customer_id',
          keyColumn: 'key',
        },
      },
    ],
    label: { kind: 'column', column: 'segment' },
    ...quick,
  },
};

it('makes the sample in three files, and runs a recipe that names no column', async () => {
  writeFileSync(file('recipe.json'), JSON.stringify(recipe));
  const args = ['--out', file('out'), '--store', file('store'), '--no-pictures'];
  await personae('run', file('recipe.json'), ...args);
  expect(readdirSync(file('out')).sort()).toEqual([
    'assignments.csv',
    'importance.csv',
    'model.json',
    'result.json',
    'rules.csv',
    'shap.csv',
  ]);
  const json: unknown = JSON.parse(readFileSync(file('out/result.json'), 'utf8'));
  const result = explainResultSchema.parse(json);
  // Of the main table and of the joined one, as they are suggested.
  const names = result.features.map(({ name }) => name);
  expect(names).toContain('customer_age_months');
  expect(names).toContain('blogs sum');
  expect(names).not.toContain('segment');
  const [head, first] = readFileSync(file('out/assignments.csv'), 'utf8').split('\n');
  expect(head).toContain('person,segment,name,labelled,probability,margin,probability of');
  expect(first).toMatch(/^C-100001,\d,/);
});

it('says in one line that keys do not match', async () => {
  const [table] = recipe.explain.tables;
  const tables = [{ ...table, identity: null }];
  const broken = { ...recipe, explain: { ...recipe.explain, tables } };
  writeFileSync(file('broken.json'), JSON.stringify(broken));
  const failed = personae('run', file('broken.json'), '--out', file('none'), '--no-pictures');
  await expect(failed).rejects.toMatchObject({
    stderr: expect.stringContaining('No key of web is a person of the main table') as unknown,
  });
});
