// `personae sample`: data with a planted truth, of any size.
import path from 'node:path';
import { sampleKinds, type SampleKind } from '#shared/calls/jobs';
import { runInThread } from '#engine/threads/run-in-thread';
import { cliEnvironment } from './cli-environment.ts';
import { countOption, parseCommand, wrongUse } from './command-options.ts';
import { runJob } from './run-job.ts';

const options = {
  rows: { type: 'string' },
  customers: { type: 'string' },
  persons: { type: 'string' },
  out: { type: 'string' },
  seed: { type: 'string', default: '1' },
} as const;

const stage = { name: 'Making the sample', weight: 1 };
/** What the size of a sample counts, by the name of its option. */
const sizeOptions = {
  avito: 'rows',
  shop: 'customers',
  touchpoints: 'persons',
  rides: 'persons',
  company: 'persons',
} as const satisfies Record<SampleKind, string>;

export async function sampleCommand(args: string[]): Promise<void> {
  const { values, positionals } = parseCommand({ args, options, allowPositionals: true });
  const [sample] = positionals;
  if (!isSample(sample)) throw wrongUse(`personae sample makes one of: ${sampleKinds.join(', ')}.`);
  if (!values.out) throw wrongUse('personae sample needs --out FILE.');
  const file = path.resolve(values.out);
  const sizeName = sizeOptions[sample];
  const size = countOption(values[sizeName], sizeName, 1);
  const seed = countOption(values.seed, 'seed', 0);
  const environment = cliEnvironment(undefined, undefined);
  await runJob({
    kind: 'sample',
    stages: [stage],
    run: (context) =>
      runInThread(
        'sample.write',
        { sample, file, size, seed, stage: stage.name },
        environment,
        context,
      ),
  });
}

function isSample(name: string | undefined): name is SampleKind {
  return name !== undefined && Object.hasOwn(sizeOptions, name);
}
