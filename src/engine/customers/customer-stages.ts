// The stages of the customer-360 step, to be declared by the jobs that run it.
import type { Stage } from '../jobs/job-context.ts';

export const loadingStage: Stage = { name: 'Reading tables', weight: 12 };
export const joiningStage: Stage = { name: 'Joining to one row a person', weight: 5 };

export const customerStages: readonly Stage[] = [loadingStage, joiningStage];
