// Sequences made ready for the encoders: what is known of every person, the split, the scaled inputs.
import { journeyFacts } from '#analysis/journeys/journey-facts';
import type { JourneyFacts, Journeys } from '#analysis/journeys/journey-types';
import { deriveSeed } from '#analysis/random';
import { splitSequences, type ThreeWaySplit } from '#analysis/recurrent/split-sequences';
import type { JourneysAnalysisInput } from './analysis-input.ts';
import type { EncoderInput } from './encode-journeys.ts';
import { fitInputScaling, sequenceBatch, type InputScaling } from './sequence-batch.ts';

export interface PreparedJourneys {
  readonly journeys: Journeys;
  readonly facts: JourneyFacts;
  readonly scaling: InputScaling;
  readonly encoder: EncoderInput & { readonly split: ThreeWaySplit };
}

export function prepareJourneys({ sequences, choices }: JourneysAnalysisInput): PreparedJourneys {
  const { cutoffDay } = sequences.window;
  const personCount = sequences.persons.length;
  const journeys: Journeys = { personCount, ...sequences };
  const facts = journeyFacts(journeys, cutoffDay);
  const outcome = sequences.outcome?.happened ?? null;
  const splitSeed = deriveSeed(choices.seed, 'split');
  const split = splitSequences(outcome ?? new Uint8Array(personCount), splitSeed);
  const scaling = fitInputScaling(sequences, split.training);
  const batch = sequenceBatch(sequences, scaling);
  const counted = {
    batch,
    kindNames: sequences.kindNames,
    tenureDays: facts.tenure,
    lastGapDays: facts.lastDay.map((day) => Math.max(0, cutoffDay - day)),
    training: split.training,
  };
  const { encoder: settings } = choices.journeys;
  return { journeys, facts, scaling, encoder: { batch, counted, split, outcome, settings } };
}
