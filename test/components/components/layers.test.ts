// Menus, dialogs, explanations and tabs: what the keyboard does in them.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import Dialog from '../../../src/renderer/components/Dialog.svelte';
import { glossary } from '../../../src/renderer/components/glossary.ts';
import Menu from '../../../src/renderer/components/Menu.svelte';
import Tabs from '../../../src/renderer/components/Tabs.svelte';
import Term from '../../../src/renderer/components/Term.svelte';
import { descriptionOf } from '../support/description.ts';
import { textSnippet } from '../support/text-snippet.ts';

describe('Menu', () => {
  const first = vi.fn();
  const second = vi.fn();
  const off = vi.fn();
  const groups = [
    [
      { label: 'Enlarge', run: first },
      { label: 'Not now', run: off, isDisabled: true },
    ],
    [{ label: 'Save as PNG', run: second, keys: 'Ctrl+E' }],
  ];
  const opener = () => screen.getByRole('button', { name: 'Figure' });
  const press = (key: string) =>
    fireEvent.keyDown(document.activeElement ?? document.body, { key });

  beforeEach(() => {
    vi.clearAllMocks();
    render(Menu, { label: 'Figure', groups, children: textSnippet('…') });
  });

  it('opens at its first entry, and says that it is open', async () => {
    await fireEvent.click(opener());
    expect(document.activeElement?.textContent).toContain('Enlarge');
    expect(opener().getAttribute('aria-expanded')).toBe('true');
  });

  it('opens at its last entry with the up key', async () => {
    opener().focus();
    await press('ArrowUp');
    expect(document.activeElement?.textContent).toContain('Save as PNG');
  });

  it('goes round with the arrow keys, past what cannot be chosen', async () => {
    await fireEvent.click(opener());
    await press('ArrowDown');
    expect(document.activeElement?.textContent).toContain('Save as PNG');
    await press('ArrowDown');
    expect(document.activeElement?.textContent).toContain('Enlarge');
    await press('End');
    expect(document.activeElement?.textContent).toContain('Save as PNG');
    await press('e');
    expect(document.activeElement?.textContent).toContain('Enlarge');
  });

  it('acts once and gives the keyboard back', async () => {
    await fireEvent.click(opener());
    await fireEvent.click(screen.getByText('Save as PNG'));
    expect(second).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(opener());
    expect(opener().getAttribute('aria-expanded')).toBe('false');
  });

  it('does nothing for an entry that cannot be chosen', async () => {
    await fireEvent.click(opener());
    await fireEvent.click(screen.getByText('Not now'));
    expect(off).not.toHaveBeenCalled();
  });

  it('closes with Esc without doing anything', async () => {
    await fireEvent.click(opener());
    await press('Escape');
    expect(first).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(opener());
  });
});

it('shows entries of a menu that are called the same', async () => {
  const run = { label: 'Run', detail: 'Today', run: vi.fn() };
  const groups = [[run, { ...run }]];
  render(Menu, { label: 'Runs', groups, children: textSnippet('…') });
  await fireEvent.click(screen.getByRole('button', { name: 'Runs' }));
  expect(screen.getAllByRole('menuitem')).toHaveLength(2);
});

describe('Dialog', () => {
  it('is named by its title, closes by Esc, its button and a click outside', async () => {
    const onclose = vi.fn();
    render(Dialog, { title: 'About', onclose, children: textSnippet('Words') });
    const dialog = screen.getByRole('dialog', { name: 'About' });
    await fireEvent(dialog, new Event('cancel', { cancelable: true }));
    await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    await fireEvent.click(dialog);
    expect(onclose).toHaveBeenCalledTimes(3);
    await fireEvent.click(screen.getByText('Words'));
    expect(onclose).toHaveBeenCalledTimes(3);
  });

  it('gives the keyboard back to where it was', async () => {
    const before = document.body.appendChild(document.createElement('button'));
    before.focus();
    const { unmount } = render(Dialog, {
      title: 'T',
      onclose: vi.fn(),
      children: textSnippet('W'),
    });
    await tick();
    expect(document.activeElement).not.toBe(before);
    unmount();
    expect(document.activeElement).toBe(before);
    before.remove();
  });
});

describe('Tabs', () => {
  it('move with the arrow keys, round the end', async () => {
    const onchange = vi.fn();
    const tabs = [
      { value: 'a', label: 'Table' },
      { value: 'b', label: 'Picture' },
    ];
    const children = textSnippet('Panel');
    render(Tabs, { label: 'Views', tabs, value: 'b', onchange, children });
    await fireEvent.keyDown(screen.getByRole('tab', { name: 'Picture' }), { key: 'ArrowRight' });
    expect(onchange).toHaveBeenCalledExactlyOnceWith('a');
    expect(screen.getByRole('tabpanel', { name: 'Picture' })).toBeTruthy();
  });
});

describe('Term', () => {
  it('is described by the glossary, and shows it on focus until Esc', async () => {
    render(Term, { word: 'silhouette' });
    const word = screen.getByRole('button', { name: 'silhouette' });
    expect(descriptionOf(word)).toBe(glossary.silhouette);
    const tip = document.querySelector<HTMLElement>('[role="tooltip"]');
    const showPopover = vi.spyOn(HTMLElement.prototype, 'showPopover');
    await fireEvent.focusIn(word);
    await waitFor(() => expect(showPopover).toHaveBeenCalled());
    expect(tip?.textContent).toBe(glossary.silhouette);
  });

  it('explains every word of the glossary in whole sentences', () => {
    for (const [word, text] of Object.entries(glossary)) expect(text, word).toMatch(/^[A-Z].*\.$/s);
  });
});
