// The job-thread task that writes a sample of either kind.
import type { SampleKind } from '#shared/calls/jobs';
import type { ThreadContext } from '../threads/thread-messages.ts';
import type { SampleControl } from './sample-pace.ts';
import { writeAvitoSample } from './write-avito-sample.ts';
import { writeShopSample } from './write-shop-sample.ts';

export interface SampleOrder {
  readonly sample: SampleKind;
  readonly file: string;
  /** Rows of trainSearchStream, or customers of the shop. */
  readonly size: number;
  readonly seed: number;
  /** The declared stage of the job under which the progress is shown. */
  readonly stage: string;
}

export interface WrittenSample {
  /** The main file first. */
  readonly files: readonly string[];
  readonly fileBytes: number;
}

/** @throws PersonaeError as the writer of the sample does */
export function writeSample(
  { sample, file, size, seed, stage }: SampleOrder,
  context: Pick<ThreadContext, 'progress' | 'cancelFlag'>,
): WrittenSample {
  const control: SampleControl = {
    onProgress: (fraction) => context.progress(stage, fraction),
    shouldStop: () => Atomics.load(context.cancelFlag, 0) === 1,
  };
  const { fileBytes } =
    sample === 'avito'
      ? writeAvitoSample({ file, streamRowCount: size, seed, ...control })
      : writeShopSample({ file, customerCount: size, seed, ...control });
  return { files: [file], fileBytes };
}
