// Undo and redo.
import { describe, expect, it } from 'vitest';
import { History } from '../../../src/renderer/state/history.svelte.ts';

/** A value and changes of it. */
function counter() {
  const history = new History();
  let value = 0;
  const set = (to: number, mergeKey?: string) => {
    const before = value;
    value = to;
    history.record({
      label: `change to ${to}`,
      ...(mergeKey === undefined ? {} : { mergeKey }),
      undo: () => void (value = before),
      redo: () => void (value = to),
    });
  };
  return { history, set, read: () => value };
}

describe('history', () => {
  it('goes back and forth', async () => {
    const { history, set, read } = counter();
    set(1);
    set(2);
    await history.undo();
    expect(read()).toBe(1);
    expect(history.redoLabel).toBe('change to 2');
    await history.undo();
    await history.undo();
    expect(read()).toBe(0);
    expect(history.undoLabel).toBeUndefined();
    await history.redo();
    await history.redo();
    await history.redo();
    expect(read()).toBe(2);
  });

  it('forgets what was undone once something new is done', async () => {
    const { history, set, read } = counter();
    set(1);
    await history.undo();
    set(5);
    await history.redo();
    expect(read()).toBe(5);
  });

  it('takes typing in one field for one step', async () => {
    const { history, set, read } = counter();
    set(1);
    set(2, 'field');
    set(3, 'field');
    set(4, 'field');
    set(5, 'other field');
    await history.undo();
    expect(read()).toBe(4);
    await history.undo();
    expect(read()).toBe(1);
    await history.redo();
    expect(read()).toBe(4);
  });

  it('begins a new step after it was sealed', async () => {
    const { history, set, read } = counter();
    set(1, 'field');
    history.seal();
    set(2, 'field');
    await history.undo();
    expect(read()).toBe(1);
  });

  it('loses no key where undoing takes its time, and keeps the order', async () => {
    const history = new History();
    const steps: string[] = [];
    const answers: (() => void)[] = [];
    const slow = (step: string) => () => {
      steps.push(step);
      return new Promise<void>((resolve) => answers.push(resolve));
    };
    history.record({ label: 'naming', undo: slow('undo'), redo: slow('redo') });
    const undone = history.undo();
    expect(history.redoLabel).toBe('naming');
    const redone = history.redo();
    expect(steps).toEqual(['undo']);
    answers[0]?.();
    await undone;
    expect(steps).toEqual(['undo', 'redo']);
    answers[1]?.();
    await redone;
    expect([history.undoLabel, history.redoLabel]).toEqual(['naming', undefined]);
  });

  it('drops a change that cannot be undone, and says so', async () => {
    const { history, set } = counter();
    set(1);
    history.record({
      label: 'removal',
      undo: () => Promise.reject(new Error('gone')),
      redo: () => undefined,
    });
    await expect(history.undo()).rejects.toThrow('gone');
    expect(history.undoLabel).toBe('change to 1');
    expect(history.redoLabel).toBeUndefined();
  });
});
