// The table: what is read, sorted, filtered, selected and copied.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import DataTable from '../../../src/renderer/components/DataTable.svelte';
import { rowsInMemory } from '../../../src/renderer/components/table/rows-in-memory.ts';
import { tabSeparated } from '../../../src/renderer/components/table/tab-separated.ts';
import {
  moveFocus,
  selectedRows,
  tableStart,
} from '../../../src/renderer/components/table/table-focus.ts';
import type { LoadRows, TableColumn } from '../../../src/renderer/components/table/table-model.ts';

interface Person {
  id: string;
  days: number;
}

const columns: TableColumn<Person>[] = [
  { key: 'id', label: 'Person', text: ({ id }) => id, filter: 'text' },
  {
    key: 'days',
    label: 'Recency',
    text: ({ days }) => `${days} d`,
    sortValue: ({ days }) => days,
    align: 'end',
  },
];
const people: Person[] = [
  { id: 'anna', days: 10 },
  { id: 'bert', days: 9 },
  { id: 'carl', days: 100 },
];

const firstCells = () =>
  screen
    .getAllByRole('row')
    .filter((row) => row.hasAttribute('aria-selected'))
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent.trim());

/** Anything may be passed on: the table is generic, and its props are checked where it is used. */
function show(props: { load?: LoadRows<Person>; oncopy?: () => void; onopen?: () => void } = {}) {
  const oncopy = props.oncopy ?? vi.fn();
  const load = props.load ?? rowsInMemory(people, columns);
  return render(DataTable<Person>, { label: 'People', columns, ...props, load, oncopy });
}

describe('DataTable', () => {
  it('shows rows with their numbers for screen readers', async () => {
    show();
    await screen.findByText('anna');
    const grid = screen.getByRole('grid', { name: 'People' });
    expect(grid.getAttribute('aria-rowcount')).toBe('4');
    expect(screen.getByText('carl').closest('[role=row]')?.getAttribute('aria-rowindex')).toBe('4');
  });

  it('sorts by a heading, the other way round with a second click', async () => {
    show();
    await screen.findByText('anna');
    const heading = screen.getByRole('columnheader', { name: 'Recency' });
    await fireEvent.click(heading);
    await waitFor(() => expect(firstCells()).toEqual(['bert', 'anna', 'carl']));
    expect(heading.getAttribute('aria-sort')).toBe('ascending');
    await fireEvent.keyDown(heading, { key: 'Enter' });
    await waitFor(() => expect(firstCells()).toEqual(['carl', 'anna', 'bert']));
  });

  it('filters while one types, and says where nothing fits', async () => {
    show();
    await screen.findByText('anna');
    const filter = screen.getByLabelText('Filter Person');
    await fireEvent.input(filter, { target: { value: 'ER' } });
    await waitFor(() => expect(firstCells()).toEqual(['bert']));
    await fireEvent.input(filter, { target: { value: 'zz' } });
    expect(await screen.findByText('No row fits.')).toBeTruthy();
  });

  it('reads only what is in sight of a million rows', async () => {
    const load = vi.fn<LoadRows<Person>>((_query, offset, limit) =>
      Promise.resolve({
        total: 1_000_000,
        rows: Array.from({ length: limit }, (_, i) => ({ id: `p${offset + i}`, days: 1 })),
      }),
    );
    show({ load });
    await screen.findByText('p0');
    expect(load.mock.calls.length).toBeLessThan(4);
    expect(firstCells().length).toBeLessThan(40);
    const grid = screen.getByRole('grid');
    await fireEvent.keyDown(grid, { key: 'End', ctrlKey: true });
    expect(await screen.findByText('p999999')).toBeTruthy();
  });

  it('moves by arrow keys, selects with Shift, and copies what is selected', async () => {
    const oncopy = vi.fn();
    show({ oncopy });
    await fireEvent.click(await screen.findByText('bert'));
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown', shiftKey: true });
    await waitFor(() => expect(document.activeElement?.textContent.trim()).toBe('carl'));
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'c', ctrlKey: true });
    await waitFor(() =>
      expect(oncopy).toHaveBeenCalledExactlyOnceWith('Person\tRecency\nbert\t9 d\ncarl\t100 d', 2),
    );
  });

  it('opens a row with Enter', async () => {
    const onopen = vi.fn();
    show({ onopen });
    const cell = await screen.findByText('bert');
    await fireEvent.click(cell);
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
    expect(onopen).toHaveBeenCalledExactlyOnceWith(people[1]);
  });

  it('asks for no rows where only widths change', async () => {
    const load = vi.fn(rowsInMemory(people, columns));
    render(DataTable<Person>, { label: 'People', columns, load, oncopy: vi.fn() });
    await screen.findByText('anna');
    const asked = load.mock.calls.length;
    const heading = screen.getByRole('columnheader', { name: 'Person' });
    await fireEvent.keyDown(heading, { key: 'ArrowRight', altKey: true });
    const grid = screen.getByRole('grid', { name: 'People' });
    expect(grid.style.getPropertyValue('--template')).toBe('136px 120px');
    expect(load.mock.calls).toHaveLength(asked);
    await fireEvent.click(heading);
    await waitFor(() => expect(load.mock.calls.length).toBeGreaterThan(asked));
  });

  it('resizes a column by keyboard', async () => {
    const onresize = vi.fn();
    const load = rowsInMemory(people, columns);
    render(DataTable<Person>, { label: 'People', columns, load, oncopy: vi.fn(), onresize });
    const heading = screen.getByRole('columnheader', { name: 'Person' });
    await fireEvent.keyDown(heading, { key: 'ArrowRight', altKey: true });
    expect(onresize).toHaveBeenLastCalledWith({ id: 136 });
    for (let i = 0; i < 20; i += 1)
      await fireEvent.keyDown(heading, { key: 'ArrowLeft', altKey: true });
    expect(onresize).toHaveBeenLastCalledWith({ id: 48 });
  });

  it('says why rows cannot be read, and reads them again when asked', async () => {
    let isBroken = true;
    const rows = rowsInMemory(people, columns);
    const load: LoadRows<Person> = (...request) =>
      isBroken ? Promise.reject(new Error('The disk is gone.')) : rows(...request);
    show({ load });
    expect(await screen.findByText('The disk is gone.')).toBeTruthy();
    isBroken = false;
    await fireEvent.click(screen.getByRole('button', { name: 'Read again' }));
    expect(await screen.findByText('anna')).toBeTruthy();
  });

  it('does not show the answer to a question that was asked before', async () => {
    const answers: (() => void)[] = [];
    const load: LoadRows<Person> = ({ sort }) =>
      new Promise((resolve) => {
        const id = sort ? 'new' : 'old';
        answers.push(() => resolve({ total: 1, rows: [{ id, days: 1 }] }));
      });
    show({ load });
    await fireEvent.click(screen.getByRole('columnheader', { name: 'Recency' }));
    for (const answer of answers.toReversed()) answer();
    expect(await screen.findByText('new')).toBeTruthy();
    expect(screen.queryByText('old')).toBeNull();
  });
});

describe('the focus of a table', () => {
  const size = { rowCount: 100, columnCount: 3, pageRows: 10 };
  const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
    key: name,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...more,
  });
  const at = (row: number, column = 0, anchor: number | null = null) => ({ row, column, anchor });

  it.each([
    [tableStart, key('ArrowDown'), at(0)],
    [at(0), key('ArrowUp'), at(-1)],
    [at(-1), key('ArrowUp'), at(-1)],
    [at(99), key('ArrowDown'), at(99)],
    [at(5, 2), key('ArrowRight'), at(5, 2)],
    [at(5, 0), key('ArrowLeft'), at(5, 0)],
    [at(5), key('PageDown'), at(15)],
    [at(95), key('PageDown'), at(99)],
    [at(5), key('PageUp'), at(0)],
    [at(5, 1), key('End'), at(5, 2)],
    [at(5, 1), key('Home', { ctrlKey: true }), at(0, 0)],
    [at(5, 1), key('End', { metaKey: true }), at(99, 2)],
    [at(5), key('ArrowDown', { shiftKey: true }), at(6, 0, 5)],
    [at(6, 0, 5), key('ArrowDown'), at(7)],
    [at(6, 1), key('a', { ctrlKey: true }), at(99, 1, 0)],
  ])('from %o with %o is at %o', (from, pressed, to) => {
    expect(moveFocus(from, pressed, size)).toEqual(to);
  });

  it.each([key('x'), key('Tab'), key('ArrowLeft', { altKey: true })])(
    'does not use %o',
    (pressed) => {
      expect(moveFocus(at(5), pressed, size)).toBeUndefined();
    },
  );

  it('selects from the anchor to the focus, in either direction', () => {
    expect(selectedRows(at(7, 0, 3))).toEqual({ first: 3, end: 8 });
    expect(selectedRows(at(3, 0, 7))).toEqual({ first: 3, end: 8 });
    expect(selectedRows(at(3))).toEqual({ first: 3, end: 4 });
    expect(selectedRows(tableStart)).toBeNull();
  });
});

describe('tabSeparated', () => {
  it('keeps tabs and line ends out of cells', () => {
    expect(tabSeparated([{ id: 'a\tb\r\nc', days: 1 }], columns)).toBe(
      'Person\tRecency\na b c\t1 d',
    );
  });
});
