// Which commands fit what has been typed, best first.
import type { Command } from '../../state/commands.ts';

/** Commands that can be carried out and hold every typed word; those that begin with it first. */
export function findCommands(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const text = ({ group, label }: Command) => `${label} ${group}`.toLowerCase();
  const fitting = commands.filter(
    (command) => command.isEnabled && words.every((word) => text(command).includes(word)),
  );
  const [first] = words;
  if (first === undefined) return fitting;
  const rank = (command: Command) => (text(command).startsWith(first) ? 0 : 1);
  return fitting.sort((a, b) => rank(a) - rank(b));
}
