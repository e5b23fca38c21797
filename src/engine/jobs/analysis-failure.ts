// The analysis knows no codes of the window: its errors are translated here.
import { AnalysisError } from '#analysis/analysis-error';
import { TeamError } from '#analysis/team';
import { PersonaeError, type ErrorCode } from '#shared/errors';

const codes: Partial<Record<AnalysisError['code'], ErrorCode>> = {
  'input.empty': 'data.too-few-persons',
  'input.too-few-rows': 'data.too-few-persons',
  'input.constant-column': 'data.constant',
  'input.not-finite': 'number.infinite',
};

/** An error of the analysis in the window's terms; anything else as it was. */
export function toPersonaeError(thrown: unknown): unknown {
  if (thrown instanceof TeamError) return fromTeam(thrown);
  if (!(thrown instanceof AnalysisError)) return thrown;
  return new PersonaeError(
    {
      code: codes[thrown.code] ?? 'model.failed',
      message: thrown.message,
      ...(thrown.hint ? { hint: thrown.hint } : {}),
    },
    thrown,
  );
}

/** A fault of the machine: too little memory, or a thread that was lost. */
function fromTeam(error: TeamError): PersonaeError {
  if (error.code === 'memory-full') {
    return new PersonaeError(
      {
        code: 'memory.full',
        message: error.message,
        hint: 'Close other programs, take a sample of the people, or ask for fewer segments.',
      },
      error,
    );
  }
  return new PersonaeError(
    {
      code: 'job.crashed',
      message: error.message,
      hint: 'Nothing that was saved is lost. Start the run again.',
    },
    error,
  );
}
