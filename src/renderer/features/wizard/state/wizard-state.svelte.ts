// What the steps know beside the draft: first rows, suggestions, the quality report, a run's growth.
// It outlives the pages, so that going back and forth asks nothing twice; so nothing in it may be a
// `$derived`, which would end with the page that happened to make it.
import type { RfeFeatures } from '#shared/recipe/rfe-settings';
import type { EngineInput, EngineOutput } from '#shared/calls/engine-calls';
import type { Source } from '#shared/recipe/source';
import { useApp } from '../../../state/app-context.ts';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { LiveAnswer } from './live-answer.svelte.ts';
import { LiveTraces } from './live-traces.svelte.ts';
import { qualityCheck, type QualityCheck } from './quality-check.ts';
import { SuggestedMapping } from './suggested-mapping.svelte.ts';

type Preview = EngineOutput<'source.preview'>;
export type Explanation = EngineOutput<'features.explain'>;
export type ExplanationInput = EngineInput<'features.explain'> & { features: RfeFeatures };

/** Enough to see the kinds of events there are, and little enough to come at once. */
const previewRows = 300;

export class WizardState {
  readonly eventPreview: LiveAnswer<Source, Preview>;
  readonly detailPreview: LiveAnswer<Source, Preview>;
  readonly explanation: LiveAnswer<ExplanationInput, Explanation>;
  readonly suggestion: SuggestedMapping;
  readonly quality: QualityCheck;
  readonly traces: LiveTraces;

  constructor(app: AppState) {
    const { engine } = app;
    const previewOf = (part: 'event' | 'detail') => (source: Source) =>
      engine.call('source.preview', { source, part, limit: previewRows });
    this.eventPreview = new LiveAnswer(previewOf('event'));
    this.detailPreview = new LiveAnswer(previewOf('detail'));
    this.explanation = new LiveAnswer((input) => engine.call('features.explain', input));
    this.suggestion = new SuggestedMapping(app);
    this.quality = qualityCheck(app);
    this.traces = new LiveTraces(app);
  }

  /** Reads the first rows of a source, and of its second table. */
  readonly preview = (source: Source | undefined): void => {
    this.eventPreview.ask(source ?? null);
    const hasDetail = source?.kind === 'sqlite' && source.detail !== undefined;
    this.detailPreview.ask(hasDetail ? source : null);
  };
}

const states = new WeakMap<AppState, WizardState>();

/** The wizard of this window; only while a component is being made. */
export function useWizard(): WizardState {
  const app = useApp();
  const known = states.get(app);
  if (known) return known;
  const made = new WizardState(app);
  states.set(app, made);
  return made;
}
