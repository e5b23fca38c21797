// The choices of the model in words: criteria, shapes, and what folded settings are set to.
import type { HiddenMarkovSettings } from '#shared/recipe/states-settings';
import type { StatesChoices } from './edit-states.ts';

export const criterionWords: Readonly<
  Record<HiddenMarkovSettings['criterion'], { label: string; text: string }>
> = {
  'held-out': {
    label: 'People held out (recommended)',
    text: 'The fewest states within one standard error of the best on people the model has not seen.',
  },
  'bic-rows': {
    label: 'BIC, n = rows',
    text: 'Charges for every number by the rows. Rows of one person are not independent.',
  },
  'bic-persons': {
    label: 'BIC, n = people',
    text: 'Charges for every number by the people; milder than by rows.',
  },
  aic: { label: 'AIC', text: 'A low charge a number: takes many states on much data.' },
  icl: { label: 'ICL', text: 'BIC with a further charge where states cannot be told apart.' },
};

export const covarianceOptions = [
  { value: 'diagonal', label: 'Each column on its own (diagonal)' },
  { value: 'spherical', label: 'The same spread in all columns (spherical)' },
  { value: 'tied', label: 'One shape for all states (tied)' },
  { value: 'full', label: 'Columns that move together (full)' },
] as const;

const periodWord = { day: 'day', week: 'week', month: 'month' } as const;

export function foldSummaries({
  states: { panel, model, horizon },
  seed,
}: StatesChoices): Record<'rows' | 'search' | 'ahead', string> {
  const sample = panel.personSample;
  return {
    rows: [
      `weekend ${panel.weekend.map((day) => `${day.charAt(0).toUpperCase()}${day.slice(1, 3)}`).join(', ')}`,
      `evening from ${panel.eveningFromHour}:00`,
      sample === null ? 'everybody' : `a sample of ${sample} people`,
    ].join(' · '),
    search: `${model.restartCount} restarts · ${model.covariance} · seed ${seed}`,
    ahead: `${horizon} ${periodWord[panel.period]}${horizon === 1 ? '' : 's'}`,
  };
}
