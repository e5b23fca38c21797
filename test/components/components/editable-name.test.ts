// A name that is changed where it stands.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import EditableName from '../../../src/renderer/components/EditableName.svelte';

async function edit(typed: string, onsave = vi.fn()) {
  render(EditableName, { name: 'Group 1', label: 'segment 1', onsave });
  await fireEvent.click(screen.getByRole('button'));
  const input = screen.getByRole('textbox', { name: 'Name of segment 1' });
  await fireEvent.input(input, { target: { value: typed } });
  return { input, onsave };
}

describe('EditableName', () => {
  it('saves with Enter, without blanks around, and gives the keyboard back', async () => {
    const { input, onsave } = await edit('  Weekend riders ');
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(onsave).toHaveBeenCalledExactlyOnceWith('Weekend riders');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button')));
  });

  it('saves once when it is left', async () => {
    const { input, onsave } = await edit('Weekend riders');
    await fireEvent.blur(input);
    expect(onsave).toHaveBeenCalledTimes(1);
  });

  it('leaves the name with Esc', async () => {
    const { input, onsave } = await edit('Weekend riders');
    await fireEvent.keyDown(input, { key: 'Escape' });
    expect(onsave).not.toHaveBeenCalled();
    expect(screen.getByText('Group 1')).toBeTruthy();
  });

  it('saves nothing where nothing was changed', async () => {
    const { input, onsave } = await edit('Group 1');
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(onsave).not.toHaveBeenCalled();
  });

  it('passes an emptied name on: back to the suggestion', async () => {
    const { input, onsave } = await edit('');
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(onsave).toHaveBeenCalledExactlyOnceWith('');
  });
});
