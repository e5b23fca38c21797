// What can be measured of a person in a period, what stands in periods without events, and how a column
// is modelled: in words for someone who knows their data and not our model.
import type {
  FillPolicy,
  HiddenMarkovSettings,
  PanelFeature,
  PanelMeasure,
} from '#shared/recipe/states-settings';
import { measureFacts } from '#shared/recipe/panel-features';

export const measureWords: Readonly<Record<PanelMeasure, { label: string; text: string }>> = {
  events: { label: 'Events', text: 'How many events the period has.' },
  'weekend-events': { label: 'Events on the weekend', text: 'How many fall on the weekend.' },
  'weekday-events': { label: 'Events on weekdays', text: 'How many fall on the other days.' },
  'evening-events': { label: 'Events in the evening', text: 'How many fall in the evening.' },
  'count-of': { label: 'Events with a value', text: 'How many have one of some values.' },
  'weekend-share': { label: 'Weekend share', text: 'Which part of the events is on the weekend.' },
  'evening-share': { label: 'Evening share', text: 'Which part of the events is in the evening.' },
  'any-of': { label: 'Any event with a value', text: 'Whether any has one, such as cancelled.' },
  'share-of': { label: 'Share with a value', text: 'Which part has one, such as paid in cash.' },
  'flag-of': {
    label: 'Property of the person',
    text: 'What most events say, such as the platform.',
  },
  'running-mean': { label: 'Average so far', text: 'The mean of a number since the first event.' },
  'running-gap-days': {
    label: 'Days between events so far',
    text: 'The average pause between two events since the first.',
  },
  'time-on-platform': { label: 'Time since joining', text: 'Periods since the first event.' },
  'periods-since-event': { label: 'Since last event', text: 'Periods since something happened.' },
  'ever-several': {
    label: 'More than one value ever',
    text: 'Whether there has been a second one, such as a second city.',
  },
  sum: { label: 'Sum', text: 'The sum of a number over the period.' },
  mean: { label: 'Average', text: 'The mean of a number over the period.' },
  'panel-value': { label: 'Column of the panel', text: 'The cell as it is.' },
};

/** Measures that the chosen input allows, in the order of the registry. */
export function measuresOf(input: 'events' | 'panel'): PanelMeasure[] {
  const all = Object.keys(measureFacts) as PanelMeasure[];
  return all.filter((measure) => (measure === 'panel-value') === (input === 'panel'));
}

export const fillWords: Readonly<Record<FillPolicy, { label: string; text: string }>> = {
  'carry-forward': {
    label: 'Carry forward',
    text: 'Without events the last known value goes on to hold.',
  },
  increment: { label: 'Count on', text: 'Without events it grows by one from period to period.' },
  zero: { label: 'Zero', text: 'Without events it is 0: nothing happened.' },
  missing: {
    label: 'Leave missing',
    text: 'Without events nothing is known; the model leaves the cell out and guesses nothing.',
  },
};

export const emissionWords: Readonly<
  Record<PanelFeature['emission'], { label: string; text: string }>
> = {
  gaussian: {
    label: 'Gaussian',
    text: 'For amounts, times and shares: a mean and a spread a state.',
  },
  bernoulli: { label: 'Bernoulli', text: 'For yes and no: one probability a state.' },
  poisson: { label: 'Poisson', text: 'For counts: one mean a state.' },
};

/** Ways of modelling that a measure allows. */
export function emissionsOf(measure: PanelMeasure): PanelFeature['emission'][] {
  const { kind } = measureFacts[measure];
  if (measure === 'panel-value') return ['gaussian', 'bernoulli', 'poisson'];
  if (kind === 'binary') return ['bernoulli', 'gaussian'];
  return kind === 'count' ? ['gaussian', 'poisson'] : ['gaussian'];
}

/** "zero · Poisson", "leave missing · log, Gaussian" */
export function featureSummary(
  { fill, emission: own, log }: PanelFeature,
  emissions: HiddenMarkovSettings['emissions'],
): string {
  const emission = emissions === 'all-gaussian' ? 'gaussian' : own;
  const way = log && emission === 'gaussian' ? 'log, Gaussian' : emissionWords[emission].label;
  return `${fillWords[fill].label.toLowerCase()} · ${way}`;
}
