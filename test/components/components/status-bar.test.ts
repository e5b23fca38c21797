// The line of a running job.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { JobView } from '../../../src/shared/calls/jobs.ts';
import StatusBar from '../../../src/renderer/components/StatusBar.svelte';

const job: JobView = {
  jobId: 'j1',
  kind: 'fit',
  state: 'running',
  progress: {
    stage: 'Fitting',
    stageNumber: 4,
    stageCount: 6,
    fraction: 0.62,
    metric: 'K = 6, restart 4 of 10',
    remainingMs: 80_000,
  },
};

describe('StatusBar', () => {
  it('says what is done, how far it is, and how long it takes', () => {
    render(StatusBar, { job, oncancel: vi.fn() });
    expect(screen.getByText('Fitting: K = 6, restart 4 of 10')).toBeTruthy();
    expect(screen.getByText('1 min 20 s left')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('62');
  });

  it('cancels once, and then says that it is stopping', async () => {
    const oncancel = vi.fn();
    const { rerender } = render(StatusBar, { job, oncancel });
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(oncancel).toHaveBeenCalledTimes(1);
    await rerender({ job: { ...job, state: 'cancelling' } });
    expect(screen.getByText('Stopping')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Cancel' }).disabled).toBe(true);
    expect(screen.queryByText(/left/)).toBeNull();
  });

  it('claims no number where the fraction is not known', () => {
    const progress = {
      stage: 'Reading',
      stageNumber: 1,
      stageCount: 2,
      fraction: null,
      remainingMs: null,
    };
    render(StatusBar, { job: { ...job, progress }, oncancel: vi.fn() });
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBeNull();
  });
});
