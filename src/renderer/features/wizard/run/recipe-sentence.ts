// A sentence of a recipe, tied to the step where what it says can be changed.
import type { StepName } from '../../../state/places.ts';

export interface RecipeSentence {
  readonly step: StepName;
  readonly text: string;
}
