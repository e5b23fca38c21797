// Errors of the analysis and of its threads in the window's terms.
import { describe, expect, it } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { TeamError } from '#analysis/team';
import { toPersonaeError } from '#engine/jobs/analysis-failure';

describe('a failure of the analysis', () => {
  it('keeps its words and gets a code of the list', () => {
    const error = toPersonaeError(new AnalysisError('input.too-few-rows', 'Three rows.', 'Add.'));
    expect(error).toMatchObject({
      code: 'data.too-few-persons',
      message: 'Three rows.',
      hint: 'Add.',
    });
  });

  it('of the machine says what can be done', () => {
    const full = toPersonaeError(new TeamError('memory-full', 'It needs 9 MB more.'));
    expect(full).toMatchObject({ code: 'memory.full', message: 'It needs 9 MB more.' });
    const lost = toPersonaeError(new TeamError('thread-lost', 'A thread has ended.'));
    expect(lost).toMatchObject({ code: 'job.crashed', message: 'A thread has ended.' });
  });

  it('that is none of its own stays what it was', () => {
    const error = new TypeError('x');
    expect(toPersonaeError(error)).toBe(error);
  });
});
