// `personae`: the same recipes without a window.
import { toErrorValue } from '#shared/errors';
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
  const command = commands[name];
  if (!command) {
    process.stderr.write(`personae: there is no command "${name}"; personae --help lists them.\n`);
    return 1;
  }
  try {
    await command(rest);
    return 0;
  } catch (thrown) {
    const error = toErrorValue(thrown);
    const line = [error.message, error.hint].filter(Boolean).join(' ').replaceAll('\n', ' ');
    process.stderr.write(`personae: ${line}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
