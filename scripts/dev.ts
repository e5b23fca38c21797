// npm run dev: the application with hot reload of the window and a restart on other changes.
import { join } from 'node:path';
import { runInForeground } from './run/foreground.ts';
import { displayFlags, withDisplay } from './set-up/display.ts';
import { electronEnvironment, electronFlags } from './set-up/installation.ts';
import { npmCommand } from './set-up/npm.ts';
import { projectRoot } from './set-up/paths.ts';
import { reportFailure, SetUpError } from './set-up/set-up-error.ts';
import { setUp } from './set-up/set-up.ts';

async function develop(): Promise<void> {
  const electron = await setUp();
  const npm = npmCommand(['run', '--silent', 'kernels']);
  if ((await runInForeground(npm.command, npm.args)) !== 0) {
    throw new SetUpError('The kernels could not be built; see above.');
  }
  const tool = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const flags = [...electronFlags(), ...displayFlags()];
  const args = [tool, 'dev', '--watch', ...process.argv.slice(2), '--', ...flags];
  process.exitCode = await withDisplay((display) =>
    runInForeground(process.execPath, args, { ...electronEnvironment(electron), ...display }),
  );
}

await develop().catch(reportFailure);
