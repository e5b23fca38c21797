// The whole workflow on a sample with planted truth: made, walked through, run, named, looked at,
// exported, and replayed without a window to the same bytes.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { personaeCommand } from '../fixtures/personae-command.ts';
import { expect, test, type Personae } from './support/personae.ts';
import {
  createSample,
  goTo,
  heading,
  runToResults,
  saveExport,
  tableRows,
  walkToRun,
} from './support/workflow.ts';

const newName = 'Our <best> & "dearest"';
/** In a picture it may take two lines. */
const newNameInPictures = /Our <best> &\s*"dearest"/;

test('a sample from the start page to segments, names, files and the same bytes again', async ({
  personae,
}) => {
  const { page } = personae;
  await createSample(personae, 'shop orders');
  await walkToRun(page);
  await runToResults(page);

  await test.step('the overview opens with the finding, and says how much of the truth was found', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/\d/);
    const card = page.getByRole('region', { name: /^Score card/ });
    await expect(card).toContainText(/\d+ % of\s+people are in the segment/);
    const questions = page.getByLabel('The four questions').locator('h3');
    await expect(questions).toHaveCount(4);
    for (const question of await questions.all()) await expect(question).not.toBeEmpty();
  });
  await test.step('a name typed on a segment shows everywhere, and can be undone', () =>
    renameFirst(personae));
  await test.step('people are sorted, filtered and found', () => lookAtPeople(personae));
  await test.step('the diagnosis says why', async () => {
    await goTo(page, 'Diagnosis');
    await expect(page.getByRole('heading', { name: /segments: why$/ })).toBeVisible();
    await expect(page.getByRole('grid', { name: 'Numbers of segments' })).toContainText('(chosen)');
    await page.getByText('SQL', { exact: true }).first().click();
    await expect(page.getByText(/SELECT/).first()).toBeVisible();
  });
  await test.step('every file is written and can be read', () => exportEverything(personae));
  await test.step('the command line makes the same bytes of the recipe', () => replay(personae));
  await test.step('a picture is saved as PNG and as SVG', () => savePictures(personae));
});

async function renameFirst({ page }: Personae): Promise<void> {
  const table = page.getByRole('grid', { name: 'Segments' });
  const names = () => tableRows(table).then((rows) => rows.map(([name]) => name ?? ''));
  const rename = table.getByRole('button', { name: /, rename segment 1$/ });
  await expect(rename).toBeVisible();
  const before = await names();
  const old = (await rename.textContent())?.replace(/, rename segment 1$/, '').trim() ?? '';
  await rename.click();
  await page.getByRole('textbox', { name: 'Name of segment 1' }).fill(newName);
  await page.keyboard.press('Enter');
  await expect(table).toContainText(newName);
  const sizes = page.getByRole('figure', { name: /^Segments: people/ });
  await sizes.scrollIntoViewIfNeeded();
  await expect(sizes).toContainText(newNameInPictures);
  await page.keyboard.press('Control+z');
  await expect(table).not.toContainText(newName);
  await expect(table).toContainText(old);
  await page.keyboard.press('Control+Shift+z');
  await expect(table).toContainText(newName);
  expect((await names()).length).toBe(before.length);
  await goTo(page, 'Segments');
  await expect(page.getByRole('heading', { level: 2, name: newName })).toBeVisible();
}

async function lookAtPeople({ page }: Personae): Promise<void> {
  await page.keyboard.press('Control+f');
  await expect(heading(page, 'People')).toBeVisible();
  await expect(page.getByLabel('Find a person')).toBeFocused();
  const table = page.getByRole('grid', { name: 'People' });
  const first = () => tableRows(table).then(([row]) => row ?? []);
  await expect.poll(async () => (await first())[0]).toMatch(/\d/);
  const person = (await first())[0] ?? '';
  const total = Number(await table.getAttribute('aria-rowcount'));
  expect(total).toBeGreaterThan(1000);

  const amount = table.getByRole('columnheader').last();
  await amount.click();
  await amount.click();
  await expect(amount).toHaveAttribute('aria-sort', 'descending');
  const numbers = async () =>
    (await tableRows(table)).map((row) => Number(row.at(-1)?.replaceAll(',', '')));
  await expect
    .poll(async () => {
      const shown = await numbers();
      return shown.length > 5 && shown.every((value, i) => i === 0 || value <= shown[i - 1]!);
    })
    .toBe(true);

  await table.getByRole('combobox', { name: 'Filter Segment' }).selectOption({ label: newName });
  await expect
    .poll(async () => new Set((await tableRows(table)).map((row) => row[1])))
    .toEqual(new Set([newName]));
  expect(Number(await table.getAttribute('aria-rowcount'))).toBeLessThan(total);
  await table.getByRole('combobox', { name: 'Filter Segment' }).selectOption('');

  await page.keyboard.press('Control+f');
  await page.keyboard.type(person);
  await expect.poll(async () => (await first())[0]).toBe(person);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('nobody has this key');
  await expect(page.getByText('Nobody fits the search and the filter.')).toBeVisible();
}

async function exportEverything(personae: Personae): Promise<void> {
  const { page, folder } = personae;
  await goTo(page, 'Export');
  const at = (name: string) => path.join(folder, name);
  for (const kind of ['assignments', 'profile']) {
    for (const format of ['csv', 'parquet'])
      await saveExport(personae, `Save ${kind} as ${format}`, at(`window-${kind}.${format}`));
  }
  for (const kind of ['recipe', 'model', 'result'])
    await saveExport(personae, `Save ${kind} as json`, at(`window-${kind}.json`));

  const result = json(at('window-result.json')) as Result;
  const personCount = result.provenance.personCount;
  expect(result.segments.map(({ givenName }) => givenName)).toContain(newName);
  expect(json(at('window-model.json'))).toMatchObject({ kind: 'k-means' });
  expect(json(at('window-recipe.json'))).toMatchObject({ workflow: 'rfe', version: 1 });
  const database = await (await DuckDBInstance.create(':memory:')).connect();
  const count = async (sql: string) =>
    Number((await database.runAndReadAll(sql)).getRows()[0]?.[0]);
  for (const format of ['csv', 'parquet']) {
    const from = (kind: string) => `FROM '${at(`window-${kind}.${format}`)}'`;
    expect(await count(`SELECT count(*) ${from('assignments')}`)).toBe(personCount);
    expect(await count(`SELECT count(*) ${from('profile')}`)).toBe(result.segments.length);
    const named = `SELECT count(*) ${from('assignments')} WHERE name = '${newName}'`;
    expect(await count(named)).toBe(
      result.segments.find(({ givenName }) => givenName === newName)?.personCount,
    );
  }
  database.closeSync();
}

interface Result {
  readonly provenance: { readonly personCount: number };
  readonly segments: readonly { readonly givenName: string | null; readonly personCount: number }[];
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function replay({ folder }: Personae): Promise<void> {
  const out = path.join(folder, 'replayed');
  const recipe = path.join(folder, 'window-recipe.json');
  await personaeCommand(folder, ['run', recipe, '--out', out, '--threads', '1']);
  const replayed = (name: string) => readFileSync(path.join(out, name), 'utf8');
  const written = (name: string) => readFileSync(path.join(folder, `window-${name}`), 'utf8');
  // As objects first: where they differ, the report then says in what.
  expect(JSON.parse(replayed('result.json'))).toEqual(JSON.parse(written('result.json')));
  for (const name of ['assignments.csv', 'profile.csv', 'result.json'])
    expect(replayed(name) === written(name), name).toBe(true);
}

async function savePictures(personae: Personae): Promise<void> {
  const { page, folder, answerDialogs } = personae;
  await goTo(page, 'Overview');
  const figure = page.getByRole('figure').first();
  await figure.scrollIntoViewIfNeeded();
  for (const format of ['PNG', 'SVG'] as const) {
    const target = path.join(folder, `picture.${format.toLowerCase()}`);
    await answerDialogs(target);
    await figure.getByRole('button', { name: /^Picture:/ }).click();
    await figure.getByRole('menuitem', { name: `Save as ${format}…` }).click();
    await expect.poll(() => existsSync(target)).toBe(true);
  }
  const png = readFileSync(path.join(folder, 'picture.png'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(400);
  const svg = readFileSync(path.join(folder, 'picture.svg'), 'utf8');
  expect(svg).toMatch(/^<svg[^>]*>/);
  expect(svg).toContain('<path');
}
