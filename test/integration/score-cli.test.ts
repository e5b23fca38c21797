// New people placed from the command line: the bytes of the window's table, for every workflow.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ridesStatesSettings } from '#shared/recipe/rides-settings';
import { faultOfCommand, personaeCommand } from '../fixtures/personae-command.ts';
import { shopRecipe } from '../fixtures/sample-plans.ts';
import { quick } from './explain/explain-fixture.ts';
import { openTestSession, type TestSession } from './session-fixture.ts';

let folder: string;
let opened: TestSession;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'personae-score-'));
  opened = await openTestSession(folder);
});
afterAll(async () => {
  await opened.session.closeProject();
  rmSync(folder, { recursive: true });
});

const file = (name: string): string => path.join(folder, name);
const text = (name: string): string => readFileSync(file(name), 'utf8');
const output = (name: string): string => opened.session.registerOutput(file(name));

const personae = (...args: string[]) => personaeCommand(folder, args);
const faultOf = (...args: string[]) => faultOfCommand(folder, args);

interface Case {
  readonly workflow: string;
  readonly sample: 'shop' | 'rides' | 'touchpoints';
  readonly size: number;
  readonly mapping: object;
  readonly settings: object;
}

const rides = ridesStatesSettings();
const cases: Case[] = [
  {
    workflow: 'rfe',
    sample: 'shop',
    size: 300,
    mapping: shopRecipe.mapping,
    settings: {
      features: shopRecipe.features,
      model: { kind: 'k-means', kMaximum: 4, restartCount: 3 },
    },
  },
  {
    workflow: 'states',
    sample: 'rides',
    size: 80,
    mapping: {
      person: { column: 'rider_id' },
      time: { column: 'requested_at', format: 'iso' },
      amount: { column: 'price' },
    },
    settings: { states: { ...rides, model: { ...rides.model, k: 3, restartCount: 2 } } },
  },
  {
    workflow: 'journeys',
    sample: 'touchpoints',
    size: 400,
    mapping: {
      person: { column: 'customer_id' },
      time: { column: 'happened_at', format: 'iso' },
      kind: { column: 'event' },
    },
    settings: { journeys: { umap: false, encoder: { epochCount: 3, stabilitySeedCount: 1 } } },
  },
];

/** The two documents of a run that the command line needs. */
async function exportDocuments(runId: string, name: string): Promise<void> {
  for (const kind of ['model', 'recipe']) {
    const target = output(`${name}-${kind}.json`);
    await opened.call('export.write', { runId, kind, format: 'json', output: target });
  }
}

const documents = (name: string) => [file(`${name}-model.json`), file(`${name}-recipe.json`)];

describe.each(cases)('a model of $workflow', ({ workflow, sample, size, mapping, settings }) => {
  const source = (handle: string | undefined) => ({ kind: 'delimited', file: handle });

  it('gives the bytes that the window writes, and names the segments as they were renamed', async () => {
    const [data] = await opened.sample(sample, `${workflow}.csv`, size, 1);
    const [newer] = await opened.sample(sample, `${workflow}-newer.csv`, size / 2, 2);
    const recipe = { version: 1, workflow, source: source(data), mapping, ...settings };
    const { runId } = await opened.job('fit', { recipe });
    const { result } = await opened.call('run.read', { runId });
    const segmentId = result.segments[0]?.id;
    await opened.call('run.rename', { runId, segmentId, name: 'The first' });
    const scored = await opened.job('score', {
      runId,
      source: source(newer),
      format: 'csv',
      output: output(`${workflow}-window.csv`),
    });
    await exportDocuments(runId, workflow);
    const out = file(`${workflow}-scored`);
    const args = ['--data', file(`${workflow}-newer.csv`), '--out', out];
    const { stdout, stderr } = await personae('score', ...documents(workflow), ...args);
    expect(stdout).toBe(`${scored.drift.sentence}\n`);
    expect(stderr).toContain('Placing people');
    expect(text(`${workflow}-scored/assignments.csv`)).toBe(text(`${workflow}-window.csv`));
    const { drift, segments } = scored;
    expect(JSON.parse(text(`${workflow}-scored/drift.json`))).toEqual({ drift, segments });
    expect(segments.map(({ name }) => name)).toContain('The first');
  });

  it('is written by a run without a window, too', async () => {
    const out = file(`${workflow}-run`);
    await personae('run', file(`${workflow}-recipe.json`), '--out', out, '--no-pictures');
    const model = modelIn(`${workflow}-run/model.json`);
    expect(model).toEqual(modelIn(`${workflow}-model.json`));
  });
});

/** Without the version of Personae, which the session of a test has not. */
function modelIn(name: string): unknown {
  const { provenance, ...model } = JSON.parse(text(name)) as { provenance: object };
  return { ...model, provenance: { ...provenance, personaeVersion: '' } };
}

describe('a model of explain', () => {
  const companyRecipe = ([crm, web]: readonly string[], model: string) => ({
    version: 1,
    workflow: 'explain',
    source: { kind: 'sqlite', file: crm, from: { table: 'customers' } },
    explain: {
      person: 'customer_id',
      tables: [
        {
          name: 'web',
          source: { kind: 'delimited', file: web },
          key: 'visitor',
          identity: {
            source: { kind: 'sqlite', file: crm, from: { table: 'identities' } },
            personColumn: 'customer_id',
            keyColumn: 'key',
          },
        },
      ],
      label: { kind: 'column', column: 'segment' },
      ...quick,
      model,
    },
  });

  // The one keeps its coefficients in the document, the other its trees as arrays.
  it.each(['logistic', 'boosting'])('gives the bytes that the window writes: %s', async (model) => {
    const handles = await opened.sample('company', `${model}.sqlite`, 300, 1);
    const [crm, web] = await opened.sample('company', `${model}-newer.sqlite`, 200, 2);
    const { runId } = await opened.job('fit', { recipe: companyRecipe(handles, model) });
    const identity = { kind: 'sqlite', file: crm, from: { table: 'identities' } };
    const scored = await opened.job('score', {
      runId,
      source: { kind: 'sqlite', file: crm, from: { table: 'customers' } },
      tables: [{ name: 'web', source: { kind: 'delimited', file: web }, identity }],
      format: 'csv',
      output: output(`${model}-window.csv`),
    });
    await exportDocuments(runId, model);
    const newer = ['--data', file(`${model}-newer.sqlite`)];
    // The identity map lies in the file of the main table, and moves with it.
    const table = ['--table', `web=${file(`${model}-newer-web.csv`)}`];
    const out = file(`${model}-scored`);
    await personae('score', ...documents(model), ...newer, ...table, '--out', out);
    const written = text(`${model}-scored/assignments.csv`);
    expect(written).toBe(text(`${model}-window.csv`));
    expect(written.trimEnd().split('\n')).toHaveLength(201);
    expect(JSON.parse(text(`${model}-scored/drift.json`))).toMatchObject({ drift: scored.drift });
  });
});

describe('personae score', () => {
  it.each([
    ['no recipe', () => [file('rfe-model.json'), '--out', 'x'], 'one model and the recipe'],
    ['no --out', () => documents('rfe'), '--out'],
    [
      'a model that is not there',
      () => [file('none.json'), file('rfe-recipe.json'), '--out', 'x'],
      'none.json cannot be read. Check the path of the model.',
    ],
    [
      'a recipe in place of a model',
      () => [file('rfe-recipe.json'), file('rfe-recipe.json'), '--out', file('x')],
      'rfe-recipe.json is not a model at kind',
    ],
    [
      'a model of another workflow',
      () => [file('states-model.json'), file('rfe-recipe.json'), '--out', file('x')],
      'The model is of workflow states, the recipe of workflow rfe.',
    ],
    [
      'a table that the recipe does not join',
      () => [...documents('logistic'), '--table', 'sales=x.csv', '--out', file('x')],
      'The recipe joins no table sales.',
    ],
    [
      'a table without a file',
      () => [...documents('logistic'), '--table', 'web', '--out', file('x')],
      '--table needs NAME=FILE, not web.',
    ],
    [
      'another format',
      () => [...documents('rfe'), '--format', 'xlsx', '--out', file('x')],
      '--format is csv or parquet, not xlsx.',
    ],
    [
      'data that are not there',
      () => [...documents('rfe'), '--data', file('lost.csv'), '--out', file('x')],
      'lost.csv',
    ],
  ])('says in one line what is wrong: %s', async (_what, args, told) => {
    const { code, stderr } = await faultOf('score', ...args());
    expect(code).toBe(1);
    const faults = stderr.split('\n').filter((line) => line.startsWith('personae: '));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(told);
  });

  it('says of a model whose arrays are cut that it cannot be read', async () => {
    const model = JSON.parse(text('boosting-model.json')) as { arrays: { values: number[] } };
    model.arrays.values.pop();
    writeFileSync(file('cut.json'), JSON.stringify(model));
    const args = [file('cut.json'), file('boosting-recipe.json'), '--out', file('x')];
    const { code, stderr } = await faultOf('score', ...args);
    expect(code).toBe(1);
    expect(stderr).toContain('The model of this run cannot be read.');
  });

  it('explains itself', async () => {
    const { stdout } = await personae('score', '--help');
    expect(stdout).toContain('personae score MODEL.json RECIPE.json --out DIR');
  });
});
