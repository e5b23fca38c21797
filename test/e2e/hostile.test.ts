// What must not end the engine, lose a project or take the place of a person's file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './support/prepared.ts';
import { button, createSample } from './support/workflow.ts';

/** The engine's process id, as the system knows it. */
const engineOf = (app: Parameters<typeof createSample>[0]['app']): Promise<number[]> =>
  app.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ name }) => name === 'Personae engine')
      .map(({ pid }) => pid),
  );

test('what is no call is not answered, and the engine goes on', async ({ opened }) => {
  const { page, app } = opened;
  await page.addInitScript(() => {
    addEventListener('message', ({ data, ports }) => {
      if (data === 'personae:engine-port') Object.assign(globalThis, { enginePort: ports[0] });
    });
  });
  await page.reload();
  await expect.poll(() => page.evaluate(() => 'enginePort' in globalThis)).toBe(true);
  const before = await engineOf(app);
  const answers = await page.evaluate(async () => {
    const { enginePort } = globalThis as unknown as { enginePort: MessagePort };
    const endless: Record<string, unknown> = { id: 1, call: 'project.read' };
    endless['input'] = endless;
    const nonsense: unknown[] = [
      undefined,
      null,
      'project.read',
      7n,
      [],
      {},
      { id: 'one', call: 'project.read' },
      { id: 1.5, call: 'project.read' },
      { id: NaN, call: 'project.read' },
      { id: 1, call: { name: 'project.read' } },
      { id: 1, call: 'project.read', input: undefined, path: '/etc/passwd' },
      new Uint8Array(1_000_000),
      new Map([['id', 1]]),
      new Date(),
    ];
    for (const message of nonsense) enginePort.postMessage(message);
    const refused: [number, string, unknown][] = [
      [1_000_001, '__proto__', undefined],
      [1_000_002, 'constructor', undefined],
      [1_000_003, 'control.openProject', { path: '/etc/passwd', create: true }],
      [1_000_004, 'source.describe', { file: '/etc/passwd', more: 1 }],
      [1_000_005, 'source.describe', null],
      [1_000_006, 'run.read', { runId: { $ne: null } }],
      [1_000_007, 'job.start', { kind: 'sample', params: {} }],
      [1_000_008, 'job.cancel', {}],
      [1_000_009, 'export.write', { runId: 'x', kind: 'x', format: 'x', output: '/tmp/x' }],
      [1_000_010, 'run.people', endless],
      [1_000_011, 'project.saveDraft', 'a draft'],
      [1_000_012, 'run.whatIf', { runId: 'x', changes: { a: [] } }],
    ];
    const replies = refused.map(
      ([id]) =>
        new Promise<[number, string | undefined]>((resolve) => {
          enginePort.addEventListener('message', ({ data }) => {
            const { id: of, reply } = data as { id?: number; reply?: { error?: { code: string } } };
            if (of === id) resolve([id, reply?.error?.code]);
          });
        }),
    );
    for (const [id, call, input] of refused) enginePort.postMessage({ id, call, input });
    return Promise.all(replies);
  });
  expect(answers.map(([, code]) => code)).toEqual(answers.map(() => 'call.invalid'));
  expect(await engineOf(app)).toEqual(before);
  await expect(page.getByRole('grid', { name: 'Segments' })).toBeVisible();
});

test('a project that cannot be opened leaves the one that is open as it was', async ({
  opened,
}) => {
  const { page, folder, answerDialogs } = opened;
  const damaged = path.join(folder, 'damaged.personae');
  writeFileSync(damaged, 'no project at all '.repeat(100));
  await answerDialogs(damaged);
  await page.keyboard.press('Control+o');
  await expect(page.getByLabel('Messages')).toContainText('damaged.personae is not a Personae');
  await button(page, /^Run:/).click();
  await page.getByRole('menuitemradio').last().click();
  await expect(page.getByRole('grid', { name: 'Segments' })).toBeVisible();
});

test('a copy or an export cannot take the place of the open project', async ({ opened, shop }) => {
  const { page, answerDialogs } = opened;
  await answerDialogs(shop.projectPath);
  await page.keyboard.press('Control+s');
  await expect(page.getByLabel('Messages')).toContainText('is a project that is open');
  await expect(page.getByRole('grid', { name: 'Segments' })).toBeVisible();
});

test("a sample takes no other file's place", async ({ personae }) => {
  const own = path.join(personae.folder, 'project.csv');
  writeFileSync(own, 'my,own,data\n');
  await createSample(personae, 'shop orders');
  expect(readFileSync(own, 'utf8')).toBe('my,own,data\n');
  expect(existsSync(path.join(personae.folder, 'project 2.csv'))).toBe(true);
});
