// Reads the description of a control.
/** What a screen reader says about a control beyond its name. */
export function descriptionOf(element: HTMLElement): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  const texts = ids.map((id) => document.getElementById(id)?.textContent.trim() ?? '');
  return texts.join(' ');
}
