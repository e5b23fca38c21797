// A step tells the rail what it finds undecided, and follows it.
import { untrack } from 'svelte';
import { useApp } from '../../../state/app-context.ts';
import type { StepName } from '../../../state/places.ts';

/** Called while a step is being made; `problem` is read again whenever it changes. */
export function reportProblem(step: StepName, problem: () => string | null): void {
  const app = useApp();
  $effect(() => {
    const sentence = problem();
    // Reporting reads what is reported already, and that is no reason to report again.
    untrack(() => app.steps.report(step, sentence));
  });
}
