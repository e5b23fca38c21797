// One sentence for each state: how large it is, and in what it stands out, in own units.
import { measure, share, text, type Sentence, type SentenceValue } from '../words/sentence.ts';
import { isKnownEnough } from './known-enough.ts';
import type { StateProfiles } from './profile-types.ts';

/** Features that a description tells of, most telling first. */
const toldCount = 3;

/** Less than this share of everybody's mean is told as nothing. */
const negligible = 1e-3;

/**
 * As in "12.3 % of all weeks, 20 % of people now: events 4.2 rides (all: 1.4 rides), ...".
 *
 * @param period what a row of the panel is, in the plural, such as "weeks"
 * @returns one sentence a state, in their order
 */
export function describeStates(profiles: StateProfiles, period: string): Sentence[] {
  return profiles.states.map((state) => {
    const size: Record<string, SentenceValue> = {
      rowShare: share(state.rowShare),
      period: text(period),
      nowShare: share(state.nowShare),
    };
    const told = state.features
      .map((feature, at) => ({ ...feature, at }))
      .filter(isKnownEnough)
      .sort((a, b) => Math.abs(b.z ?? 0) - Math.abs(a.z ?? 0) || a.at - b.at)
      .slice(0, toldCount);
    const values = told.reduce((all, { mean, at }, place) => {
      const { label, isShare, unit } = profiles.features[at]!;
      const overall = profiles.everybody[at]!.mean ?? 0;
      const shown = (value: number) => {
        const told = Math.abs(value) < negligible * Math.abs(overall) ? 0 : value;
        return isShare ? share(told) : measure(told, unit);
      };
      return {
        ...all,
        [`label${place}`]: text(label),
        [`value${place}`]: shown(mean ?? 0),
        [`all${place}`]: shown(overall),
      };
    }, size);
    const parts = told.map((_, place) => `{label${place}} {value${place}} (all: {all${place}})`);
    const opening = '{rowShare} of all {period}, {nowShare} of people now';
    return {
      template: parts.length === 0 ? `${opening}.` : `${opening}: ${parts.join(', ')}.`,
      values,
      segment: state.state,
    };
  });
}
