// Workflow Explain on the company sample: several tables joined, segments explained by rules, one
// person moved, everything exported.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Personae } from './support/personae.ts';
import { expectSameBytes } from './support/replay.ts';
import { button, goTo, heading, railItem, runTimeout, saveExport } from './support/workflow.ts';

const questions = [
  'Which tables know something about these people?',
  'Which segment is known, and what may explain it?',
  'Did the tables meet, and which columns count?',
  'Which model, and how is it explained?',
  'Ready to explain the segments?',
] as const;

test('the company sample from its tables to explained segments, a moved person, and files', async ({
  personae,
}) => {
  const { page } = personae;
  await personae.answerDialogs(path.join(personae.folder, 'project.personae'));
  await button(page, 'Try company').click();

  await test.step('the steps go on by Enter alone', () => walkToRun(personae));
  await test.step('the run ends with what makes each segment', async () => {
    await page.keyboard.press('Enter');
    await expect(railItem(page, 'Overview')).toHaveAttribute('aria-current', 'page', {
      timeout: runTimeout,
    });
    await expect(page.getByRole('heading', { name: 'What makes each segment' })).toBeVisible();
    await expect(page.getByRole('region', { name: /^Score card/ })).toContainText(/\d+ % of/);
  });
  await test.step('rules say what their SQL counts', async () => {
    await goTo(page, 'Segments');
    await expect(page.getByText('the same', { exact: true }).first()).toBeVisible();
    await expect(page.getByText('differs', { exact: true })).toHaveCount(0);
  });
  await test.step('three methods stand side by side', async () => {
    await goTo(page, 'Explanations');
    await expect(page.getByRole('region', { name: 'Do the methods agree?' })).toBeVisible();
  });
  await test.step('one person is explained and moved', () => moveSomebody(personae));
  await test.step('the diagnosis has the join and the models', async () => {
    await goTo(page, 'Diagnosis');
    await expect(page.getByRole('grid', { name: 'Models' })).toContainText('(chosen)');
    await expect(page.getByRole('region', { name: 'Table web' })).toContainText('Matched');
  });
  await test.step('every table is written', () => exportTables(personae));
});

async function walkToRun(personae: Personae): Promise<void> {
  const { page } = personae;
  for (const [index, question] of questions.entries()) {
    await expect(heading(page, question)).toBeVisible({ timeout: 60_000 });
    if (index === questions.length - 1) break;
    const onwards = button(page, /^Continue to/);
    await expect(onwards).toBeEnabled({ timeout: 60_000 });
    if (index === 0)
      await expect(page.getByRole('region', { name: 'Table product' })).toBeVisible();
    if (index === 1)
      await expect(page.getByRole('combobox', { name: 'Role of region' })).toBeVisible();
    if (index === 2)
      await expect(page.getByRole('heading', { name: 'How the tables were joined' })).toBeVisible({
        timeout: 60_000,
      });
    await page.keyboard.press('Enter');
  }
}

async function moveSomebody(personae: Personae): Promise<void> {
  const { page } = personae;
  await goTo(page, 'People');
  await page.getByRole('gridcell', { name: 'C-100005', exact: true }).dblclick();
  await expect(heading(page, 'One person: C-100005')).toBeVisible();
  const part = page.getByRole('region', { name: 'What if?' });
  await expect(part).toBeVisible({ timeout: 60_000 });
  await expect(part.getByText('The model says')).toBeVisible();
  // A picture away from the view is not computed.
  await part.getByRole('figure', { name: 'Probabilities' }).scrollIntoViewIfNeeded();
  const probabilities = part.getByRole('img', { name: /^Probabilities after the changes/ });
  const before = await probabilities.getAttribute('aria-label');
  const slider = part.getByRole('slider').first();
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(probabilities).not.toHaveAttribute('aria-label', before ?? '');
  await button(page, 'As they were').click();
  await expect(probabilities).toHaveAttribute('aria-label', before ?? '');
}

async function exportTables(personae: Personae): Promise<void> {
  const { page, folder } = personae;
  await goTo(page, 'Export');
  for (const kind of ['assignments', 'importance', 'shap', 'rules'] as const) {
    const target = path.join(folder, `${kind}.csv`);
    await saveExport(personae, `Save ${kind} as csv`, target);
    expect(existsSync(target)).toBe(true);
    expect(readFileSync(target, 'utf8').trim().split('\n').length).toBeGreaterThan(1);
  }
  await expectSameBytes(personae, ['assignments', 'importance', 'shap', 'rules']);
}
