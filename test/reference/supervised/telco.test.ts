// Telco churn, 5-fold: at least the published areas under the curve, less 0.005.
import { describe, expect, it } from 'vitest';
import { evaluate } from '#analysis/supervised/metrics/evaluate';
import { guessingVerdict } from '#analysis/supervised/metrics/guessing-verdict';
import { defaultSupervisedParams } from '#analysis/supervised/supervised-model';
import { crossValidate, type ModelChoice } from '#analysis/supervised/validation/cross-validate';
import { planFolds } from '#analysis/supervised/validation/folds';
import { startSoloTeam } from '../../unit/kernels/solo-team.ts';
import { finish } from '../../unit/analysis/kmeans/blobs.ts';
import { readTelco, telcoIsAbsent } from './telco-table.ts';

const choice = <Kind extends ModelChoice['kind']>(kind: Kind) =>
  // The kind and the settings of the same key belong together.
  ({ kind, params: defaultSupervisedParams[kind] }) as ModelChoice;

describe.skipIf(telcoIsAbsent)('Telco churn', () => {
  it('has the rows of the file, and eleven blank charges', () => {
    const { table, target } = readTelco();
    expect(table.rowCount).toBe(7043);
    expect(target.filter((label) => label === 1).length).toBe(1869);
    const charges = table.columns.find(({ name }) => name === 'TotalCharges')!;
    expect(charges.values.filter(Number.isNaN).length).toBe(11);
  });

  it('is foretold as well as published', async () => {
    const { table, target } = readTelco();
    const team = await startSoloTeam();
    const kinds = ['majority', 'logistic', 'forest', 'boosting'] as const;
    const plan = planFolds(target, 2, { foldCount: 5, seed: 1 });
    const results = finish(crossValidate(kinds.map(choice), table, target, 2, plan, team));
    await team.dispose();
    const [baseline, ...models] = results.map(({ probabilities }) =>
      evaluate({ probabilities, target, classCount: 2 }),
    );
    const areas = models.map(({ classes }) => classes[1]!.curves!.auc);
    expect(areas[0]).toBeGreaterThan(0.845 - 0.005);
    expect(areas[1]).toBeGreaterThan(0.8416 - 0.005);
    expect(areas[2]).toBeGreaterThan(0.8416 - 0.005);
    expect(models[0]!.accuracy.value).toBeGreaterThan(0.803 - 0.005);
    for (const model of models)
      expect(guessingVerdict(model, baseline!).betterThanGuessing).toBe(true);
    expect(guessingVerdict(baseline!, baseline!).betterThanGuessing).toBe(false);
  });
});
