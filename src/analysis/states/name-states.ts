// Names for states in plain words, made from what the states contain and nothing else.
import { measure, renderValue } from '../words/sentence.ts';
import { isKnownEnough } from './known-enough.ts';
import type { StateFeatureProfile, StateProfile, StateProfiles } from './profile-types.ts';

/** What a state is called where it stands out in a feature. */
export interface FeatureWords {
  /** As in "weekend". */
  readonly high: string;
  /** As in "weekday". */
  readonly low: string;
}

export interface NamingParams {
  /** What the words describe, such as "rides"; empty for the words alone. */
  readonly noun: string;
  /** States that are called "Dormant" whatever else they contain. */
  readonly dormant: readonly boolean[];
  /** States that are called quiet rather than average where no feature stands out. */
  readonly quiet: readonly boolean[];
}

/** A feature is worth a word from this many deviations from the mean of all rows on. */
export const standsOutFrom = 0.4;

const usualWordCount = 2;

/**
 * Words for a feature that has none of its own: "high price", "low price", "cash", "no cash", and for
 * one that is called "any refund" "any refund" and "no refund".
 */
export function wordsForLabel(label: string, binary: boolean): FeatureWords {
  return binary
    ? { high: label, low: `no ${label.replace(/^any /i, '')}` }
    : { high: `high ${label}`, low: `low ${label}` };
}

/**
 * One name for each state: the words of the two features in which it stands out most, as in
 * "Weekend, evening rides". States that would be called the same get further words, then what they
 * differ in most: its words where one has much of it and the other little, else its value. Unique, and
 * the same for the same content in the same order.
 *
 * @param words one a feature of the profiles
 */
export function nameStates(
  profiles: StateProfiles,
  words: readonly FeatureWords[],
  { noun, dormant, quiet }: NamingParams,
): string[] {
  const ranked = profiles.states.map((state) => rankedWords(state, words));
  const build = (state: number, wordCount: number) => {
    if (profiles.states[state]!.expectedRowShare === 0) return 'Empty';
    if (dormant[state]) return 'Dormant';
    const standing = ranked[state]!.slice(0, wordCount);
    return phrase(standing.length > 0 ? standing : [quiet[state] ? 'quiet' : 'average'], noun);
  };
  const counts = ranked.map(() => usualWordCount);
  let names = ranked.map((_, state) => build(state, counts[state]!));
  for (let round = usualWordCount; round < words.length; round++) {
    const shared = names.map((name) => isShared(name, names));
    if (!shared.includes(true)) return names;
    shared.forEach((again, state) => again && counts[state]!++);
    names = ranked.map((_, state) => build(state, counts[state]!));
  }
  names = names.map((name, state) =>
    isShared(name, names) ? name + distinction(profiles, state, names, words) : name,
  );
  return names.map((name, state) => {
    const earlier = names.slice(0, state).filter((other) => other === name).length;
    return earlier === 0 ? name : `${name} (${earlier + 1})`;
  });
}

function isShared(name: string, names: readonly string[]): boolean {
  return names.indexOf(name) !== names.lastIndexOf(name);
}

/** Words by falling |z|; of equal ones the earlier feature first. */
function rankedWords({ features }: StateProfile, words: readonly FeatureWords[]): string[] {
  return features
    .map((feature, at) => ({ z: feature.z ?? 0, at, word: standingWord(feature, words[at]!) }))
    .filter(({ word }) => word !== '')
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z) || a.at - b.at)
    .map(({ word }) => word)
    .filter((word, at, all) => all.indexOf(word) === at);
}

function phrase(words: readonly string[], noun: string): string {
  const trimmed = `${words.join(', ')} ${noun}`.trim();
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
}

/** What is said of the feature in which the states of the same name differ most. */
function distinction(
  profiles: StateProfiles,
  state: number,
  names: readonly string[],
  words: readonly FeatureWords[],
): string {
  const namesakes = profiles.states.filter((_, other) => names[other] === names[state]);
  let widest: { spread: number; at: number } | null = null;
  for (let at = 0; at < profiles.features.length; at++) {
    const zs = namesakes.map(({ features }) => features[at]!.z ?? 0);
    const spread = Math.max(...zs) - Math.min(...zs);
    if (spread > (widest?.spread ?? 0)) widest = { spread, at };
  }
  if (!widest) return '';
  const { at } = widest;
  const wordOf = ({ features }: StateProfile) => standingWord(features[at]!, words[at]!);
  const told = namesakes.map(wordOf);
  if (!told.includes('') && new Set(told).size === told.length) {
    return `, ${wordOf(profiles.states[state]!)}`;
  }
  const { label, unit, isShare } = profiles.features[at]!;
  const value = profiles.states[state]!.features[at]!.mean;
  if (value === null) return '';
  const shown = isShare ? `${Math.round(100 * value)} %` : ownUnits(value, unit);
  return `, ${label.toLowerCase()} ${shown}`;
}

/** Empty where the state does not stand out in the feature. */
function standingWord(feature: StateFeatureProfile, { high, low }: FeatureWords): string {
  const z = isKnownEnough(feature) ? (feature.z ?? 0) : 0;
  if (Math.abs(z) < standsOutFrom) return '';
  return z > 0 ? high : low;
}

function ownUnits(value: number, unit: { readonly one: string; readonly many: string }): string {
  return renderValue(measure(Number(value.toPrecision(3)), unit));
}
