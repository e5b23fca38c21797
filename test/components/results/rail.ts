// The rail beside a results page.
import { screen, within } from '@testing-library/svelte';

/** What the rail calls the page that is shown. */
export function railTitle(): string {
  const rail = screen.getByRole('navigation', { name: 'Steps and results' });
  return within(rail).getByRole('button', { current: 'page' }).textContent.trim();
}
