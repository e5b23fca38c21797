// The promise of privacy, checked from inside and from outside: no connection, no permission, no
// navigation, no new window, a strict policy that nothing breaks.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from './support/personae.ts';
import { removeFolder } from './support/remove-folder.ts';
import {
  commandLine,
  internetSockets,
  isLoopback,
  processTree,
  type InternetSocket,
} from './support/sockets.ts';

const projectRoot = path.resolve(import.meta.dirname, '../..');

test('the window is locked: sandbox, isolation, no Node', async ({ personae }) => {
  const preferences = await personae.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  const reach = await personae.page.evaluate(() => ({
    process: typeof (globalThis as Record<string, unknown>)['process'],
    require: typeof (globalThis as Record<string, unknown>)['require'],
    bridge: Object.keys((globalThis as unknown as { personae: object }).personae).sort(),
  }));
  expect(reach).toEqual({
    process: 'undefined',
    require: 'undefined',
    bridge: ['acceptDrop', 'callShell', 'onShellEvent'],
  });
});

test('the policy is sent as a header and refuses code, frames and connections', async ({
  personae,
  faults,
}) => {
  faults.expected = /^Refused to (execute|connect)|^Failed to load resource: .* 404/;
  const policy = await personae.page.evaluate(async () =>
    (await fetch('app://personae/index.html')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  const outcome = await personae.page.evaluate(async () => {
    const refused = async (work: () => unknown): Promise<boolean> => {
      try {
        await work();
        return false;
      } catch {
        return true;
      }
    };
    // The test driver's own evaluation is exempt from the policy; what the page itself runs is not.
    const runsInlineScript = async (): Promise<boolean> => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.inline = "ran"';
      document.head.append(script);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return document.documentElement.dataset['inline'] === 'ran';
    };
    return {
      inlineScript: !(await runsInlineScript()),
      https: await refused(() => fetch('https://example.org/')),
      loopback: await refused(() => fetch('http://127.0.0.1:1/')),
      file: await refused(() => fetch('file:///etc/passwd')),
      outside: (await fetch('app://personae/../../package.json')).status,
    };
  });
  expect(outcome).toEqual({
    inlineScript: true,
    https: true,
    loopback: true,
    file: true,
    outside: 404,
  });
});

test('navigation, new windows and permissions are denied', async ({ personae, faults }) => {
  const { page, app } = personae;
  faults.expected = /^Not allowed to load local resource: file:/;
  const before = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'file:///etc/hostname';
    document.body.append(link);
    link.click();
    link.remove();
  });
  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
  const permissions = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
    const states = await Promise.all(
      names.map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    );
    return states;
  });
  expect(new Set(permissions)).toEqual(new Set(['denied']));
  expect(page.url()).toBe(before);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('malformed and foreign calls are refused by the receiver', async ({ personae }) => {
  const replies = await personae.page.evaluate(async () => {
    const bridge = (
      globalThis as unknown as {
        personae: {
          callShell(
            name: unknown,
            input: unknown,
          ): Promise<{ ok: boolean; error?: { code: string } }>;
        };
      }
    ).personae;
    const all = await Promise.all([
      bridge.callShell('shell.eraseDisk', undefined),
      bridge.callShell('shell.setTheme', { theme: 'pink' }),
      bridge.callShell('shell.newProject', { path: '/etc/passwd' }),
      bridge.callShell({ name: 'x' }, 7),
    ]);
    return all.map((reply) => reply.error?.code);
  });
  expect(replies).toEqual(['call.invalid', 'call.invalid', 'call.invalid', 'call.invalid']);
});

test('from outside: no process of a running Personae holds an internet socket', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc, which only Linux has');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'personae-sockets-'));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    process.env['ELECTRON_EXEC_PATH'] ?? '',
    [...asRoot, `--user-data-dir=${folder}`, projectRoot],
    { stdio: 'ignore' },
  );
  const seen: InternetSocket[] = [];
  const look = (): string[] => {
    const tree = processTree(child.pid ?? 0);
    seen.push(...internetSockets(tree));
    return tree.map(commandLine);
  };
  // Until window and engine are there: otherwise nothing was looked at.
  for (const part of ['--type=renderer', 'node.mojom.NodeService'])
    await expect
      .poll(() => look().some((line) => line.includes(part)), { timeout: 60_000, intervals: [50] })
      .toBe(true);
  const end = Date.now() + 5000;
  while (Date.now() < end) {
    look();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const closed = new Promise((resolve) => child.on('close', resolve));
  child.kill();
  await closed;
  removeFolder(folder);
  expect(seen).toEqual([]);
});

test('from inside: every request is for a file of the window itself', async ({ personae }) => {
  const { app, page } = personae;
  await app.evaluate(({ session }) => {
    const urls: string[] = [];
    (globalThis as Record<string, unknown>)['requestedUrls'] = urls;
    session.defaultSession.webRequest.onSendHeaders((details) => void urls.push(details.url));
    session.defaultSession.webRequest.onErrorOccurred((details) => void urls.push(details.url));
  });
  await page.reload();
  await page.waitForLoadState('networkidle');
  const urls = await app.evaluate(
    () => (globalThis as Record<string, unknown>)['requestedUrls'] as string[],
  );
  expect(urls.filter((url) => !url.startsWith('app://personae/'))).toEqual([]);
  const root = app.process().pid ?? 0;
  const foreign = internetSockets(processTree(root)).filter((socket) => !isLoopback(socket));
  expect(foreign).toEqual([]);
});
