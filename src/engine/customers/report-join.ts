// The job that joins the tables of a draft and says what became of them, before anything is fitted.
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';
import { joinReportSchema, type JoinReport } from '#shared/results/join-report';
import type { WorkflowContext } from '../workflows/engine-workflow.ts';
import { buildCustomers } from './build-customers.ts';

/** @throws PersonaeError as `buildCustomers` does, but for tables of which nothing matches */
export async function reportJoin(
  recipe: ExplainRecipe,
  context: WorkflowContext,
): Promise<JoinReport> {
  const options = { requireMatches: false, withLabels: true };
  const customers = await buildCustomers(recipe, context, options);
  try {
    return joinReportSchema.parse(customers.report);
  } finally {
    customers.close();
  }
}
