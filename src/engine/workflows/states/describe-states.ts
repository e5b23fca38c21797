// What is told of each state: size, profile, how long it lasts, its name and identity.
import type { DecodedPanel } from '#analysis/states/decoded-panel';
import { describeStates as sentencesOf } from '#analysis/states/describe-states';
import { dormantStates } from '#analysis/states/dormant-states';
import type { DwellTimes } from '#analysis/states/dwell-times';
import { isKnownEnough } from '#analysis/states/known-enough';
import { nameStates } from '#analysis/states/name-states';
import type { StateFeature, StateProfiles } from '#analysis/states/profile-types';
import { profileStates } from '#analysis/states/profile-states';
import { quietStates } from '#analysis/states/quiet-states';
import type { PersonStates } from '#analysis/states/summarise-persons';
import type { TransitionTable } from '#analysis/states/transition-table';
import { renderSentence } from '#analysis/words/sentence';
import { keptColumns } from '#analysis/states/panel-transform';
import type { StatesSegment } from '#shared/results/states-result';
import { identifySegments } from '../identify-segments.ts';
import { periodUnits } from '../../panel/panel-period.ts';
import type { FittedStates } from './fit-states.ts';
import type { StatesAnalysisInput } from './states-input.ts';

/** Colours of the palette. */
const colourCount = 13;
const typicalCount = 5;

/** Of all features, those included that took no part in the fit. */
export function profilesOf(
  input: StatesAnalysisInput,
  fitted: FittedStates,
  decoded: DecodedPanel,
  persons: PersonStates,
): StateProfiles {
  const kept = keptColumns(fitted.transform).map(({ name }) => name);
  const features = input.features.map(({ name, label, unit, isShare }, index): StateFeature => {
    const values = input.columns[index]!;
    const place = kept.indexOf(name);
    const scaled = place < 0 ? null : fitted.panel.columns[place]!;
    return { label, unit, isShare, values, fitted: scaled };
  });
  return profileStates(decoded, features, persons);
}

/** Flags of states; none is set where the source counts no events. */
export interface StateActivity {
  /** Hardly any event happens. */
  readonly dormant: readonly boolean[];
  /** Fewer happen than otherwise. */
  readonly quiet: readonly boolean[];
}

export function activityOf(
  { eventCounts, choices }: StatesAnalysisInput,
  decoded: DecodedPanel,
  persons: PersonStates,
): StateActivity {
  if (choices.states.panel.input === 'panel') {
    const none = new Array<boolean>(decoded.stateCount).fill(false);
    return { dormant: none, quiet: none };
  }
  const values = Float64Array.from(eventCounts);
  const unit = { one: 'event', many: 'events' };
  const counted = { label: 'events', unit, isShare: false, values, fitted: values } as const;
  const profiles = profileStates(decoded, [counted], persons);
  return { dormant: dormantStates(profiles, 0), quiet: quietStates(profiles, 0) };
}

export interface DescribedStates {
  readonly segments: StatesSegment[];
  readonly everybody: { mean: number | null; missingShare: number | null }[];
}

export function describeStates(
  input: StatesAnalysisInput,
  fitted: FittedStates,
  profiles: StateProfiles,
  { dormant, quiet }: StateActivity,
  persons: PersonStates,
  transitions: TransitionTable,
  dwell: readonly DwellTimes[],
): DescribedStates {
  const { features, choices } = input;
  const names = nameStates(
    profiles,
    features.map(({ words }) => words),
    { noun: '', dormant, quiet },
  );
  const period = periodUnits[choices.states.panel.period].many;
  const sentences = sentencesOf(profiles, period);
  const centres = profiles.states.map((state) =>
    state.features.map((feature) => (isKnownEnough(feature) ? (feature.z ?? 0) : 0)),
  );
  const identities = identifySegments(centres, choices.names);
  const { startProbability } = fitted.chosen.fit.model;
  const segments = profiles.states.map((profile, state): StatesSegment => {
    const identity = identities[state]?.identity ?? state;
    return {
      id: `state-${identity + 1}`,
      identity,
      index: state,
      colour: identity % colourCount,
      suggestedName: names[state] ?? '',
      givenName: identities[state]?.givenName ?? null,
      description: sentences[state] ? renderSentence(sentences[state]) : '',
      personCount: profile.nowCount,
      personShare: profile.nowShare,
      byRule: false,
      centroidZ: centres[state] ?? [],
      rowCount: profile.rowCount,
      rowShare: profile.rowShare,
      expectedRowShare: profile.expectedRowShare,
      dominantPersonCount: profile.personCount,
      nowCount: profile.nowCount,
      profile: profile.features.map(({ mean, z, missingShare }) => ({ mean, z, missingShare })),
      dwellMean: transitions.expectedDwell[state] ?? null,
      dwellObserved: dwell[state]?.observed ?? null,
      stationaryShare: transitions.longRun[state] ?? 0,
      startProbability: startProbability[state] ?? 0,
      dormant: dormant[state] ?? false,
      typicalPersons: typicalPersons(persons, state).map((person) => input.persons[person] ?? ''),
    };
  });
  const everybody = profiles.everybody.map(({ mean, missingShare }) => ({ mean, missingShare }));
  return { segments, everybody };
}

/** Who is in the state now with the highest probability; of equal ones the earlier key. */
function typicalPersons({ stateNow, nowProbability }: PersonStates, state: number): number[] {
  const best: number[] = [];
  stateNow.forEach((now, person) => {
    if (now !== state) return;
    const lowest = best[typicalCount - 1];
    if (lowest !== undefined && nowProbability[lowest]! >= nowProbability[person]!) return;
    const place = best.findIndex((other) => nowProbability[other]! < nowProbability[person]!);
    best.splice(place < 0 ? best.length : place, 0, person);
    best.length = Math.min(best.length, typicalCount);
  });
  return best;
}
