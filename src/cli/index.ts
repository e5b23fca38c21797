// `personae`: the same recipes without a window.
import '#engine/without-maglev';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import { runCommand } from './run-command.ts';
import { sampleCommand } from './sample-command.ts';
import { schemaCommand } from './schema-command.ts';
import { scoreCommand } from './score-command.ts';
import { usage } from './usage.ts';

const commands: Record<string, (args: string[]) => Promise<void> | void> = {
  run: runCommand,
  sample: sampleCommand,
  schema: schemaCommand,
  score: scoreCommand,
};

async function main(args: string[]): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '' || name === 'help' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return name === '' ? 1 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`personae: there is no command "${name}"; personae --help lists them.\n`);
    return 1;
  }
  try {
    await command(rest);
    return 0;
  } catch (thrown) {
    process.stderr.write(`personae: ${faultLine(toErrorValue(thrown))}\n`);
    return 1;
  }
}

/** Names in a message may hold line ends and other signs that would move the cursor. */
function faultLine({ code, message, hint }: ErrorValue): string {
  const what = code === 'internal' ? `Personae itself is at fault here: ${message}` : message;
  return [what, hint]
    .filter(Boolean)
    .join(' ')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
}

// Whoever reads has seen enough, as `head` has: no fault, and what is being computed goes on.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
process.exitCode = await main(process.argv.slice(2));
