// Snippets for components that are tested on their own.
import { createRawSnippet } from 'svelte';

/** Plain text in a span. */
export const textSnippet = (text: string) =>
  createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));
