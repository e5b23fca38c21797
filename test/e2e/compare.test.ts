// Two runs side by side, in light and dark; new people placed by a saved model.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './support/prepared.ts';
import { button, goTo } from './support/workflow.ts';

test('three ways of segmenting are compared, with settings in plain words', async ({ opened }) => {
  const { page } = opened;
  await button(page, /^Run:/).click();
  await page.getByRole('menuitem', { name: /^Compare with Mixture of three/ }).click();
  await expect(page.getByRole('heading', { name: 'Compare two runs' })).toBeVisible();
  const figure = page.getByRole('figure');
  await expect(figure.locator('.plot')).toHaveAttribute('aria-busy', 'false');
  const settings = page.getByRole('main').getByRole('table');
  await expect(settings).toContainText('How segments are found');
  await expect(settings).toContainText('Gaussian mixture');
  await expect(settings).not.toContainText(/\w\.\w/);
  const before = await page.getByText(/would be the same division/).textContent();

  const other = page.getByLabel('Second run');
  const label = await other.locator('option', { hasText: 'By a fixed rule' }).textContent();
  await other.selectOption({ label: label?.trim() ?? '' });
  await expect(settings).toContainText('quintile scores');
  await expect(figure).toContainText('Champions');
  await expect(page.getByText(/would be the same division/)).not.toHaveText(before ?? '');
});

test('light and dark are kept, and every picture is drawn anew', async ({ opened }) => {
  const { page } = opened;
  const theme = async (label: string) => {
    await button(page, 'More').click();
    await page.getByRole('menuitemradio', { name: label }).click();
  };
  const plot = page.getByRole('figure').first().locator('.plot');
  await expect(plot).toHaveAttribute('aria-busy', 'false');
  const ink = () =>
    plot
      .locator('text')
      .first()
      .evaluate((text) => getComputedStyle(text).fill);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await theme('Light colours');
  await expect.poll(background).toBe('rgb(255, 255, 255)');
  const light = await ink();
  await theme('Dark colours');
  await expect.poll(background).not.toBe('rgb(255, 255, 255)');
  await expect.poll(ink).not.toBe(light);
  const { page: again } = await opened.restart();
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('new people are placed, and how much they differ is said first', async ({ opened, shop }) => {
  const { page, folder, answerDialogs } = opened;
  const [header = '', ...rows] = readFileSync(shop.dataPath, 'utf8').trim().split('\n');
  const first = path.join(folder, 'the same.csv');
  const changed = path.join(folder, 'changed.csv');
  writeFileSync(first, [header, ...rows].join('\n'));
  // Everybody buys for a thousand times as much.
  const at = header.split(',').indexOf('amount');
  const dearer = rows.map((row) =>
    row
      .split(',')
      .map((cell, i) => (i === at ? `${Number(cell) * 1000}` : cell))
      .join(','),
  );
  writeFileSync(changed, [header, ...dearer].join('\n'));
  await goTo(page, 'Export');
  const card = page.getByRole('region', { name: 'Place new people' });
  for (const [source, verdict] of [
    [first, 'alike'],
    [changed, 'very different'],
  ] as const) {
    const output = path.join(folder, `placed-${verdict}.csv`);
    await answerDialogs(source, output);
    await button(page, 'Choose new data').click();
    await expect(card).toContainText(path.basename(output), { timeout: 60_000 });
    const amount = card.getByRole('row', { name: /^Amount/ });
    await expect(amount).toContainText(verdict);
    const lines = readFileSync(output, 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(1000);
  }
});
