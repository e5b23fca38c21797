// Workflow Explain as the window uses it: files by handle, jobs, calls on a saved run, new data.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestSession, type TestSession } from '../session-fixture.ts';
import { quick } from './explain-fixture.ts';

let folder: string;
let opened: TestSession;
let handles: string[];
let runId: string;

const call: TestSession['call'] = (name, input) => opened.call(name, input);
const job: TestSession['job'] = (kind, params) => opened.job(kind, params);
const sample = (name: string, seed: number) => opened.sample('company', name, 300, seed);

function recipe() {
  const [crm, web, product] = handles;
  const identity = {
    source: { kind: 'sqlite', file: crm, from: { table: 'identities' } },
    personColumn: 'customer_id',
    keyColumn: 'key',
  };
  return {
    version: 1,
    workflow: 'explain',
    source: { kind: 'sqlite', file: crm, from: { table: 'customers' } },
    explain: {
      person: 'customer_id',
      tables: [
        { name: 'web', source: { kind: 'delimited', file: web }, key: 'visitor', identity },
        { name: 'product', source: { kind: 'delimited', file: product }, key: 'account', identity },
      ],
      label: { kind: 'column', column: 'segment' },
      ...quick,
    },
  };
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'personae-explain-session-'));
  opened = await openTestSession(folder);
  handles = await sample('company.sqlite', 1);
  ({ runId } = await job('fit', { recipe: recipe() }));
});
afterAll(async () => {
  await opened.session.closeProject();
  rmSync(folder, { recursive: true });
});

it('describes the columns of all tables of a draft', async () => {
  const { source, explain } = recipe();
  const tables = explain.tables.map((table) => ({
    ...table,
    key: null,
    identity: { ...table.identity, personColumn: null, keyColumn: null },
  }));
  const found = await call('tables.columns', { source, tables });
  expect(found.tables.map(({ suggestedKey }) => suggestedKey?.column)).toEqual([
    'customer_id',
    'visitor',
    'account',
  ]);
  expect(found.tables[1]?.identity).toMatchObject({
    suggestedPerson: { column: 'customer_id' },
    suggestedKey: { column: 'key' },
  });
  expect(found.suggestedLabel).toMatchObject({ table: null, column: 'segment' });
});

it('joins the tables of a draft and reports', async () => {
  const report = await job('join', { recipe: recipe() });
  expect(report.personCount).toBe(300);
  expect(report.tables.map(({ name }) => name)).toEqual([null, 'web', 'product']);
  expect(report.tables[1]?.lostKeyCount).toBe(75);
});

it('explains people of a saved run and follows moved values', async () => {
  const page = await call('run.people', { runId, offset: 0, limit: 2 });
  const person = page.rows[1]?.person ?? '';
  const found = await call('person.explain', { runId, person });
  expect(found.waterfall.residual).toBeLessThan(1e-9);
  const before = await call('run.whatIf', { runId, person });
  expect(before.probabilities).toEqual(found.probabilities);
  const changes = { 'blogs sum': 60, 'whitepapers sum': 30 };
  const after = await call('run.whatIf', { runId, person, changes });
  const researchers = 3;
  expect(after.probabilities[researchers]).toBeGreaterThan(before.probabilities[researchers] ?? 1);
  await expect(call('person.explain', { runId, person: 'nobody' })).rejects.toThrow(
    'person.missing',
  );
});

it('applies a saved run to new files of all its tables', async () => {
  const [crm, web, product] = await sample('next.sqlite', 2);
  const target = path.join(folder, 'scored.csv');
  const identity = { kind: 'sqlite', file: crm, from: { table: 'identities' } };
  const scored = await job('score', {
    runId,
    source: { kind: 'sqlite', file: crm, from: { table: 'customers' } },
    tables: [
      { name: 'web', source: { kind: 'delimited', file: web }, identity },
      { name: 'product', source: { kind: 'delimited', file: product }, identity },
    ],
    format: 'csv',
    output: opened.session.registerOutput(target),
  });
  expect(scored.drift.personCount).toBe(300);
  expect(readFileSync(target, 'utf8').trim().split('\n')).toHaveLength(301);
});

it('takes the labels of a next run from a run of the project', async () => {
  const { explain, ...rest } = recipe();
  const next = { ...rest, explain: { ...explain, label: { kind: 'run', runId } } };
  const second = await job('fit', { recipe: next });
  const { result } = await call('run.read', { runId: second.runId });
  expect(result).toMatchObject({ label: { kind: 'run', labelledCount: 300 } });
});

it('gives the model with its arrays as a document', async () => {
  const target = path.join(folder, 'model.json');
  const output = opened.session.registerOutput(target);
  await call('export.write', { runId, kind: 'model', format: 'json', output });
  const document = JSON.parse(readFileSync(target, 'utf8')) as Record<string, unknown>;
  expect(document).toHaveProperty('parameters');
  expect(document).toHaveProperty('driftBaseline');
  expect(document).toHaveProperty('arrays');
});
