// The models that are compared, with their settings.
import { defaultBoostingParams } from '#analysis/supervised/boosting/boosting-types';
import { defaultForestParams } from '#analysis/supervised/forest/forest-types';
import { defaultLogisticParams } from '#analysis/supervised/logistic/logistic-types';
import { defaultTreeParams } from '#analysis/supervised/tree/tree-types';
import type { ModelChoice } from '#analysis/supervised/validation/cross-validate';
import type { ComparedModel } from '#shared/results/explain/model-comparison';
import type { ExplainChoices } from './analysis-input.ts';

/** Leaves of a forest hold at least so many rows, so that its shares are probabilities. */
const forestLeafRows = 5;

export const modelLabels: Record<ComparedModel, string> = {
  majority: 'Most frequent class',
  logistic: 'Logistic regression',
  tree: 'Decision tree',
  forest: 'Random forest',
  boosting: 'Gradient boosting',
};

/** From the simplest to the most complex; the baseline first. */
export function modelChoices(choices: ExplainChoices, seed: number): ModelChoice[] {
  const classWeighting = choices.classWeights;
  return [
    { kind: 'majority', params: {} },
    { kind: 'logistic', params: { ...defaultLogisticParams, classWeighting } },
    {
      kind: 'tree',
      params: { ...defaultTreeParams, maxDepth: choices.treeDepth, classWeighting },
    },
    {
      kind: 'forest',
      params: {
        ...defaultForestParams,
        treeCount: choices.forestTreeCount,
        minLeafRows: forestLeafRows,
        classWeighting,
        seed,
      },
    },
    {
      kind: 'boosting',
      params: {
        ...defaultBoostingParams,
        roundCount: choices.boostingRoundCount,
        classWeighting,
        seed,
      },
    },
  ];
}

export function describeChoice(choice: ModelChoice): string {
  switch (choice.kind) {
    case 'majority':
      return 'the shares of the classes, for everybody alike';
    case 'logistic':
      return `L2 penalty ${choice.params.l2}, standardised values`;
    case 'tree':
      return `depth at most ${choice.params.maxDepth}, leaves of at least ${choice.params.minLeafRows} people`;
    case 'forest':
      return `${choice.params.treeCount} trees, leaves of at least ${choice.params.minLeafRows} people`;
    case 'boosting':
      return `at most ${choice.params.roundCount} rounds, learning rate ${choice.params.learningRate}, stops early`;
  }
}
