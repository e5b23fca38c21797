// The analysis knows no codes of the window: its errors are translated here.
import { AnalysisError } from '#analysis/analysis-error';
import { PersonaeError, type ErrorCode } from '#shared/errors';

const codes: Partial<Record<AnalysisError['code'], ErrorCode>> = {
  'input.empty': 'data.too-few-persons',
  'input.too-few-rows': 'data.too-few-persons',
  'input.constant-column': 'data.constant',
  'input.not-finite': 'number.infinite',
};

/** An error of the analysis in the window's terms; anything else as it was. */
export function toPersonaeError(thrown: unknown): unknown {
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
