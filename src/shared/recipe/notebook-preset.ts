// "As in the 2023 notebook": the settings under which its analysis is repeated, beside ours.
import type { StatesSettings } from './states-settings.ts';

/**
 * Every column Gaussian, 0/1 columns too, z-scores of continuous columns only, and the number of
 * states by BIC over rows. Panel, features and everything else stay as they are, so that both runs
 * see the same rows. What comes of it, the runaway, is said by the result.
 */
export function asInNotebook(settings: StatesSettings): StatesSettings {
  return {
    ...settings,
    model: {
      ...settings.model,
      emissions: 'all-gaussian',
      covariance: 'diagonal',
      criterion: 'bic-rows',
      k: null,
    },
  };
}
