// Workflow Explain on data that others published: Telco churn, and who redeems coupons.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainWorkflow } from '#engine/workflows/explain/explain-workflow';
import { workflowContext } from '../workflow-fixture.ts';
import { recipeOf } from './explain-fixture.ts';

const data = join(import.meta.dirname, '../../../../shared/data');
const absent = !existsSync(data);
if (absent) console.info(`${data} is absent: the tests of Explain on published data are skipped.`);

/** Only what the comparison of models does not need is made short. */
const short = { lime: { sampleCount: 200, repeatCount: 2 }, permutationRepeatCount: 3 };

describe.skipIf(absent)('published data', () => {
  it('tells who leaves Telco as well as scikit-learn does', async () => {
    const file = join(data, 'telco/Telco-Customer-Churn.csv');
    const label = { kind: 'column', column: 'Churn' };
    const recipe = recipeOf(file, { person: 'customerID', label, ...short });
    const { result } = await explainWorkflow.run(recipe, workflowContext());
    expect(result.label.classes.map(({ personCount }) => personCount)).toEqual([5174, 1869]);
    const of = (kind: string) => result.comparison.models.find((model) => model.kind === kind);
    // scikit-learn 1.2.1: .845 and .8416; accuracy .803 and .8015.
    expect(of('logistic')?.meanFoldAuc).toBeGreaterThan(0.84);
    expect(of('forest')?.meanFoldAuc).toBeGreaterThan(0.8366);
    expect(of('boosting')?.meanFoldAuc).toBeGreaterThan(0.8366);
    expect(of('logistic')?.accuracy.value).toBeGreaterThan(0.798);
    // TotalCharges is text with eleven blank cells.
    const charges = result.join.columns.find(({ name }) => name === 'TotalCharges');
    expect(charges).toMatchObject({ kind: 'continuous', missingCount: 11, unusableCount: 0 });
    expect(result.join.leakage).toEqual([]);
  });

  it('joins transactions, demographics and redemptions, and says who redeems', async () => {
    const of = (name: string) => join(data, 'completejourney', name);
    const table = (name: string, file: string) => ({
      name,
      source: { kind: 'delimited', file: of(file) },
      key: 'household_id',
    });
    const bought = (column: string, name: string, aggregation: string) => ({
      table: 'transactions',
      column,
      name,
      aggregation,
    });
    const recipe = recipeOf(of('demographics.csv'), {
      person: 'household_id',
      tables: [
        table('transactions', 'transactions_sample.csv'),
        table('redemptions', 'coupon_redemptions.csv'),
      ],
      columns: [
        ...['age', 'income', 'household_size', 'kids_count'].map((column) => ({
          column,
          name: column,
        })),
        bought('sales_value', 'money', 'sum'),
        bought('basket_id', 'baskets', 'distinct'),
        bought('store_id', 'stores', 'distinct'),
        bought('retail_disc', 'discount', 'mean'),
      ],
      label: { kind: 'column', table: 'redemptions', column: 'coupon_upc', aggregation: 'any' },
      ...short,
    });
    const { result } = await explainWorkflow.run(recipe, workflowContext());
    expect(result.join.personCount).toBe(801);
    expect(result.join.tables[1]).toMatchObject({ rowCount: 75000, distinctKeyCount: 2377 });
    expect(result.label.classes.map(({ name }) => name)).toEqual(['no', 'yes']);
    expect(result.comparison.verdict.betterThanGuessing).toBe(true);
    const leading = result.features[result.explanations.shap.order[0] ?? 0]?.name;
    expect(['money', 'baskets']).toContain(leading);
  });
});
