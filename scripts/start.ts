// npm start: sets up and builds what is missing, then opens the application. Arguments after `--`
// go to the application.
import { buildIfStale } from './run/application-build.ts';
import { runInForeground } from './run/foreground.ts';
import { displayFlags, lacksDisplay, withDisplay } from './set-up/display.ts';
import { electronFlags, electronProgram } from './set-up/installation.ts';
import { projectRoot } from './set-up/paths.ts';
import { reportFailure } from './set-up/set-up-error.ts';
import { setUp } from './set-up/set-up.ts';

async function start(): Promise<void> {
  const electron = await setUp();
  await buildIfStale();
  if (lacksDisplay()) {
    console.error('There is no display here: the window opens on a virtual one (Xvfb), unseen.');
  }
  const args = [...electronFlags(), ...displayFlags(), projectRoot, ...process.argv.slice(2)];
  process.exitCode = await withDisplay((display) =>
    runInForeground(electronProgram(electron), args, display),
  );
}

await start().catch(reportFailure);
