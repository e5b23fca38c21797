// The finding of a run in one sentence, and what must be said beside it.
import { likelihoodTraces } from '#analysis/states/likelihood-traces';
import { leastWithinShare, withinPersonShare } from '#analysis/states/within-persons';
import type { StatesSegment } from '#shared/results/states-result';
import { periodUnits } from '../../panel/panel-period.ts';
import type { FittedStates } from './fit-states.ts';
import type { StatesAnalysisInput } from './states-input.ts';

export function headlineOf(
  { persons, rowCount, choices }: StatesAnalysisInput,
  segments: readonly StatesSegment[],
): string {
  const unit = periodUnits[choices.states.panel.period].many;
  const count = (value: number): string => value.toLocaleString('en-US');
  const states = `${segments.length} ${segments.length === 1 ? 'state' : 'states'}`;
  const whole = `${states} of ${count(persons.length)} people over ${count(rowCount)} ${unit}`;
  const asleep = segments.filter(({ dormant }) => dormant);
  if (asleep.length === 0) return `${whole}.`;
  const share = asleep.reduce((sum, { nowCount }) => sum + nowCount, 0) / persons.length;
  return `${whole}; ${Math.round(100 * share)} % are dormant now.`;
}

export function warningsOf(
  { features, columns, starts, rowCount }: StatesAnalysisInput,
  { transform, choice, chosen, params }: FittedStates,
  isGiven: boolean,
): string[] {
  const warnings: string[] = [];
  transform.columns.forEach(({ leftOut }, index) => {
    const label = features[index]?.label ?? '';
    if (leftOut === 'constant') warnings.push(`${label} has one value only and took no part.`);
    if (leftOut === 'empty') warnings.push(`${label} has no value in any row and took no part.`);
    const within = leftOut === null ? withinPersonShare(starts, columns[index]!) : null;
    if (within !== null && within < leastWithinShare) {
      warnings.push(
        `${label} hardly changes within a person: states that differ in it divide people, not time.`,
      );
    }
  });
  // With a number given by hand, what concerns the choice among several says nothing.
  const ofChoice = isGiven
    ? [
        ...(chosen.runaway ? [chosen.runaway.sentence] : []),
        ...choice.rejected.map(({ explanation }) => explanation),
      ]
    : choice.warnings;
  const unreached = params.fit.restartCount > 1 ? restartWarning(chosen, rowCount) : [];
  return [...new Set([...warnings, ...ofChoice, ...chosen.fit.warnings, ...unreached])];
}

/** One restart alone at the best value: another seed might come higher still. */
function restartWarning({ fit }: FittedStates['chosen'], rowCount: number): string[] {
  return likelihoodTraces(fit, rowCount).reachedBestCount > 1
    ? []
    : ['Only one restart came to the best likelihood; more restarts make it surer.'];
}
