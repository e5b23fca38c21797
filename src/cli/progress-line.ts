// Progress on standard error: one line that is rewritten on a terminal, a line a stage elsewhere.
import type { JobView } from '#shared/calls/jobs';

export function createProgressLine(stream: NodeJS.WriteStream): {
  show(view: JobView): void;
  end(): void;
} {
  let lastStage = '';
  let width = 0;
  const show = ({ progress }: JobView): void => {
    if (!progress) return;
    const percent = progress.fraction === null ? '' : ` ${Math.floor(progress.fraction * 100)} %`;
    const left = progress.remainingMs === null ? '' : `, ${timeLeft(progress.remainingMs)} left`;
    if (stream.isTTY) {
      const line = `${progress.stage}${percent} ${progress.metric ?? ''}${left}`;
      stream.write(`\r${line.padEnd(width)}`);
      width = line.length;
    } else if (progress.stage !== lastStage) {
      stream.write(`${progress.stage}${percent}\n`);
    }
    lastStage = progress.stage;
  };
  const end = (): void => {
    if (stream.isTTY && width > 0) stream.write('\n');
  };
  return { show, end };
}

function timeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
