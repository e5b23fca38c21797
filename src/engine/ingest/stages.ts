// The stages that ingestion, quality and features report, to be declared by the jobs that run them.
import type { Stage } from '../jobs/job-context.ts';

export const readingStage: Stage = { name: 'Reading rows', weight: 30 };
export const sortingStage: Stage = { name: 'Sorting rows by person', weight: 12 };
export const qualityStage: Stage = { name: 'Checking quality', weight: 8 };
export const featuresStage: Stage = { name: 'Computing features', weight: 5 };

export const ingestStages: readonly Stage[] = [readingStage, sortingStage];
