// Small tables and recipes for tests of workflow Explain.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainRecipeSchema, type ExplainRecipe } from '#shared/recipe/explain-recipe';
import { buildCustomers, type Customers } from '#engine/customers/build-customers';
import type { WorkflowContext } from '#engine/workflows/engine-workflow';

/** Writes a CSV file and says where. */
export function csv(folder: string, name: string, rows: readonly (readonly unknown[])[]): string {
  const file = join(folder, name);
  writeFileSync(file, rows.map((row) => row.join(',')).join('\n') + '\n');
  return file;
}

export function recipeOf(file: string, explain: object, rest: object = {}): ExplainRecipe {
  return explainRecipeSchema.parse({
    version: 1,
    workflow: 'explain',
    source: { kind: 'delimited', file },
    ...rest,
    explain: { label: { kind: 'column', column: 'segment' }, ...explain },
  });
}

/** Settings that make a run short; what they shorten is not what the test is about. */
export const quick = {
  foldCount: 3,
  forestTreeCount: 30,
  boostingRoundCount: 60,
  permutationRepeatCount: 4,
  lime: { sampleCount: 300, repeatCount: 2 },
  shap: { backgroundSize: 50, sampleSize: 120 },
} as const;

/** Joins, hands the people to `look`, and closes the store. */
export async function joined<Result>(
  recipe: ExplainRecipe,
  context: WorkflowContext,
  look: (customers: Customers) => Result,
): Promise<Result> {
  const customers = await buildCustomers(recipe, context, {
    requireMatches: true,
    withLabels: true,
  });
  try {
    return look(customers);
  } finally {
    customers.close();
  }
}

/** The cells of a feature, null where missing; levels by their names. */
export function cellsOf({ people }: Customers, name: string): (number | string | null)[] {
  const feature = people.features.find(({ choice }) => choice.name === name);
  if (!feature) throw new Error(`there is no feature ${name}`);
  return Array.from(feature.values, (value) => {
    if (Number.isNaN(value)) return null;
    return feature.kind === 'categorical' ? (feature.levels[value]?.name ?? null) : value;
  });
}
