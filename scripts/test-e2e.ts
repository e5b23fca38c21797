// npm run test:e2e: Playwright's tests in the real window. Arguments after `--` go to Playwright.
import { join } from 'node:path';
import { buildIfStale } from './run/application-build.ts';
import { runInForeground } from './run/foreground.ts';
import { withDisplay } from './set-up/display.ts';
import { electronEnvironment } from './set-up/installation.ts';
import { projectRoot } from './set-up/paths.ts';
import { reportFailure } from './set-up/set-up-error.ts';
import { setUp } from './set-up/set-up.ts';

async function testEndToEnd(): Promise<void> {
  const electron = await setUp();
  await buildIfStale();
  const playwright = join(projectRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  const args = [playwright, 'test', ...process.argv.slice(2)];
  process.exitCode = await withDisplay((display) =>
    runInForeground(process.execPath, args, { ...electronEnvironment(electron), ...display }),
  );
}

await testEndToEnd().catch(reportFailure);
