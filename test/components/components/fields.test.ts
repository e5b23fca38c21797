// The controls of the wizard: what they pass on, and what they say.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import Checkbox from '../../../src/renderer/components/Checkbox.svelte';
import DateField from '../../../src/renderer/components/DateField.svelte';
import NumberField from '../../../src/renderer/components/NumberField.svelte';
import RadioCards from '../../../src/renderer/components/RadioCards.svelte';
import Select from '../../../src/renderer/components/Select.svelte';
import TextField from '../../../src/renderer/components/TextField.svelte';
import { descriptionOf } from '../support/description.ts';

const field = () => screen.getByRole('textbox');

describe('NumberField', () => {
  const base = { label: 'Segments', value: 7, minimum: 2, maximum: 20, integer: true };

  it('passes on numbers within the bounds as they are typed', async () => {
    const onchange = vi.fn();
    render(NumberField, { ...base, onchange });
    await fireEvent.input(field(), { target: { value: '12' } });
    expect(onchange).toHaveBeenLastCalledWith(12);
  });

  it.each([
    ['77', 'The largest value is 20.'],
    ['1', 'The smallest value is 2.'],
    ['3.5', 'A whole number is needed here.'],
    ['abc', '"abc" is not a number.'],
    ['', 'A number is needed here.'],
  ])('names what is wrong with "%s" and passes nothing on', async (typed, error) => {
    const onchange = vi.fn();
    render(NumberField, { ...base, onchange });
    await fireEvent.input(field(), { target: { value: typed } });
    expect(onchange).not.toHaveBeenCalled();
    expect(descriptionOf(field())).toContain(error);
    expect(field().getAttribute('aria-invalid')).toBe('true');
  });

  it('keeps a wrong entry in sight, and returns to the value once it is right', async () => {
    render(NumberField, { ...base, onchange: vi.fn() });
    await fireEvent.input(field(), { target: { value: '77' } });
    await fireEvent.blur(field());
    expect((field() as HTMLInputElement).value).toBe('77');
    await fireEvent.input(field(), { target: { value: '8' } });
    await fireEvent.blur(field());
    expect((field() as HTMLInputElement).value).toBe('7');
  });

  it('takes an empty field for null where that means something', async () => {
    const onchange = vi.fn();
    render(NumberField, { ...base, emptyMeans: 'Chosen from the data', onchange });
    await fireEvent.input(field(), { target: { value: '' } });
    expect(onchange).toHaveBeenLastCalledWith(null);
  });

  it('steps with the arrow keys, within the bounds', async () => {
    const onchange = vi.fn();
    render(NumberField, { label: 'Share', value: 99.9, maximum: 100, step: 0.1, onchange });
    await fireEvent.keyDown(field(), { key: 'ArrowUp' });
    expect(onchange).toHaveBeenLastCalledWith(100);
    await fireEvent.keyDown(field(), { key: 'ArrowDown' });
    expect(onchange).toHaveBeenLastCalledWith(99.8);
  });

  it.each([
    [99.5, '99.5'],
    [0.0001, '0.0001'],
    [1234567, '1,234,567'],
  ])('writes %d as %s and reads it back', (value, text) => {
    render(NumberField, { label: 'Value', value, onchange: vi.fn() });
    expect((field() as HTMLInputElement).value).toBe(text);
  });
});

describe('the other controls', () => {
  it('TextField tells every letter, and has its reason as description', async () => {
    const onchange = vi.fn();
    render(TextField, { label: 'Title', value: '', why: 'For your own orientation.', onchange });
    await fireEvent.input(screen.getByLabelText('Title'), { target: { value: 'A' } });
    expect(onchange).toHaveBeenLastCalledWith('A');
    expect(descriptionOf(field())).toContain('For your own orientation.');
  });

  it('DateField tells a date or null, and writes it in words', async () => {
    const onchange = vi.fn();
    render(DateField, { label: 'As-of date', value: '2015-05-06', onchange });
    expect(screen.getByText('6 May 2015')).toBeTruthy();
    const input = screen.getByLabelText('As-of date');
    await fireEvent.change(input, { target: { value: '2015-05-07' } });
    await fireEvent.change(input, { target: { value: '' } });
    expect(onchange.mock.calls).toEqual([['2015-05-07'], [null]]);
  });

  it('Select tells the value, and asks while nothing is chosen', async () => {
    const onchange = vi.fn();
    const options = [
      { value: 'a', label: 'First' },
      { value: 'b', label: 'Second' },
    ];
    render(Select, { label: 'Column', value: null, options, placeholder: 'Which one?', onchange });
    expect(screen.getByText('Which one?')).toBeTruthy();
    await fireEvent.change(screen.getByRole('combobox'), { target: { value: 'b' } });
    expect(onchange).toHaveBeenCalledExactlyOnceWith('b');
  });

  it('Checkbox tells yes and no', async () => {
    const onchange = vi.fn();
    render(Checkbox, { label: 'Logarithm', checked: false, onchange });
    await fireEvent.click(screen.getByLabelText('Logarithm'));
    expect(onchange).toHaveBeenCalledExactlyOnceWith(true);
  });

  it('RadioCards are a group of radios with descriptions; the disabled one cannot be chosen', async () => {
    const onchange = vi.fn();
    const options = [
      { value: 'out', label: 'Leave out', description: 'They are listed.' },
      { value: 'cap', label: 'Cap', disabled: true },
    ];
    render(RadioCards, { label: 'Robots', value: null, options, onchange });
    expect(screen.getByRole('group', { name: 'Robots' })).toBeTruthy();
    const leaveOut = screen.getByRole('radio', { name: 'Leave out' });
    expect(descriptionOf(leaveOut)).toContain('They are listed.');
    await fireEvent.click(leaveOut);
    expect(onchange).toHaveBeenCalledExactlyOnceWith('out');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Cap' }).disabled).toBe(true);
  });
});
