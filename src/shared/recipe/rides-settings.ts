// The settings with which the rides sample is looked at: every kind of emission, and counts where
// shares of few rides would be 0 or 1.
import { newPanelFeature } from './panel-features.ts';
import { statesSettingsSchema, type StatesSettings } from './states-settings.ts';

const of = (column: string) => ({ column, from: 'event' }) as const;

export function ridesStatesSettings(): StatesSettings {
  return statesSettingsSchema.parse({
    panel: { startsWith: { column: of('status'), values: ['completed'] } },
    features: [
      { ...newPanelFeature('weekday-events'), label: 'Weekday rides' },
      { ...newPanelFeature('weekend-events'), label: 'Weekend rides' },
      { ...newPanelFeature('count-of', of('status'), ['cancelled']), label: 'Cancelled rides' },
      {
        ...newPanelFeature('flag-of', of('payment'), ['cash']),
        label: 'Cash payment',
        fill: 'missing',
      },
      { ...newPanelFeature('mean', of('price')), label: 'Price' },
    ],
  });
}
