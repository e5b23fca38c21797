// What axe finds on a page of the window, as short lines.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Legacy mode: an Electron window cannot open a second page.
 *
 * @param where said at the beginning of every line
 * @param rules those to be looked at; all where not given
 */
export async function axeFindings(page: Page, where: string, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n')[1]?.trim() ?? '';
      return `${where}: ${id} at ${target.join(' ')}: ${why}`;
    }),
  );
}
