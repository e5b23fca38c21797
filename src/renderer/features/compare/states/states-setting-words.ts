// Settings of workflow States in the words of the wizard.
const labels: Readonly<Record<string, string>> = {
  'states.panel.input': 'A row is',
  'states.panel.period': 'Length of a period',
  'states.panel.firstWeekday': 'A week begins on',
  'states.panel.eveningFromHour': 'Evening from',
  'states.panel.gapCutoff': 'Dormant after so many periods',
  'states.panel.minimumPeriods': 'Least rows a person',
  'states.panel.personSample': 'A sample of people',
  'states.model.emissions': 'What a column looks like within a state',
  'states.model.covariance': 'Spread of Gaussian columns',
  'states.model.kMinimum': 'Fewest states tried',
  'states.model.kMaximum': 'Most states tried',
  'states.model.k': 'Number of states',
  'states.model.criterion': 'Number of states chosen by',
  'states.model.foldCount': 'Parts for holding people out',
  'states.model.restartCount': 'Restarts',
  'states.model.maxIterationCount': 'Most iterations',
  'states.model.tolerance': 'Tolerance',
  'states.model.varianceFloor': 'Variance floor',
  'states.model.transitionPrior': 'Prior of the transitions',
  'states.model.stickiness': 'Stickiness at the start',
  'states.horizon': 'Periods ahead',
};

const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'states.panel.input': { events: 'an event', panel: 'a person and a period' },
  'states.panel.personSample': { automatic: 'everybody' },
  'states.model.emissions': { mixed: 'by its type', 'all-gaussian': 'all Gaussian' },
  'states.model.criterion': {
    'held-out': 'people held out',
    'bic-rows': 'BIC, n = rows',
    'bic-persons': 'BIC, n = people',
    aic: 'AIC',
    icl: 'ICL',
  },
};

const partsOfFeature: Readonly<Record<string, string>> = {
  fill: 'without events',
  emission: 'modelled as',
  log: 'logarithm',
};

/** undefined for settings of other workflows, and for those that have no words. */
export function statesSettingLabel(setting: string): string | undefined {
  if (setting.startsWith('states.panel.weekend')) return 'Days that count as weekend';
  if (setting.startsWith('states.panel.startsWith')) return 'What opens the rows';
  const [, place, part = ''] = /^states\.features\.(\d+)\.([^.]+)/.exec(setting) ?? [];
  if (place !== undefined) return `Feature ${Number(place) + 1}, ${partsOfFeature[part] ?? part}`;
  return labels[setting];
}

export function statesSettingValue(setting: string, value: string): string | undefined {
  return values[setting]?.[value];
}
