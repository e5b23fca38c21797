// The job-thread task that writes a sample, whichever it is.
import type { SampleKind } from '#shared/calls/jobs';
import type { ThreadContext } from '../threads/thread-messages.ts';
import type { SampleControl } from './sample-pace.ts';
import { writeAvitoSample } from './write-avito-sample.ts';
import { writeCompanySample } from './write-company-sample.ts';
import { writeRidesSample } from './write-rides-sample.ts';
import { writeShopSample } from './write-shop-sample.ts';
import { writeTouchpointsSample } from './write-touchpoints-sample.ts';

export interface SampleOrder {
  readonly sample: SampleKind;
  readonly file: string;
  /** Rows of trainSearchStream, or persons of the others. */
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

type Writer = (order: Pick<SampleOrder, 'file' | 'size' | 'seed'> & SampleControl) => WrittenSample;

/** One writer a sample; a new one is entered here. */
const writers: Readonly<Record<SampleKind, Writer>> = {
  avito: ({ file, size, ...rest }) => {
    const { fileBytes } = writeAvitoSample({ file, streamRowCount: size, ...rest });
    return { files: [file], fileBytes };
  },
  shop: ({ file, size, ...rest }) => {
    const { fileBytes } = writeShopSample({ file, customerCount: size, ...rest });
    return { files: [file], fileBytes };
  },
  rides: ({ file, size, ...rest }) => {
    const { fileBytes } = writeRidesSample({ file, riderCount: size, ...rest });
    return { files: [file], fileBytes };
  },
  company: ({ file, size, ...rest }) => {
    const { webFile, productFile, fileBytes } = writeCompanySample({
      file,
      personCount: size,
      ...rest,
    });
    return { files: [file, webFile, productFile], fileBytes };
  },
  touchpoints: ({ file, size, ...rest }) => {
    const { fileBytes } = writeTouchpointsSample({ file, personCount: size, ...rest });
    return { files: [file], fileBytes };
  },
};

/** @throws PersonaeError as the writer of the sample does */
export function writeSample(
  { sample, file, size, seed, stage }: SampleOrder,
  context: Pick<ThreadContext, 'progress' | 'cancelFlag'>,
): WrittenSample {
  return writers[sample]({
    file,
    size,
    seed,
    onProgress: (fraction) => context.progress(stage, fraction),
    shouldStop: () => Atomics.load(context.cancelFlag, 0) === 1,
  });
}
