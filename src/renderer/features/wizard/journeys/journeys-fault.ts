// What in the settings of journeys cannot stay as it is, as a sentence; null where all is well.
import type { JourneysSettings } from '#shared/recipe/journeys-settings';
import { encoderOf } from './edit-journeys.ts';
import { windowFault, type WindowDays } from './window-days.ts';

export function journeysFault(settings: JourneysSettings, days: WindowDays | null): string | null {
  const hasOutcome = settings.sequences.outcome.kind !== 'none';
  if (settings.sequences.cutoff.kind === 'before-outcome' && !hasOutcome)
    return 'Without an outcome nobody has a cutoff of their own: choose a date.';
  if (encoderOf(settings) === 'outcome-network' && !hasOutcome)
    return 'The network learns from an outcome, and none is chosen.';
  return windowFault(days, hasOutcome);
}
