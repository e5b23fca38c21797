// The one error that the analysis throws on input it cannot work with.

/** Why a calculation was refused; the engine maps each code onto a message of its own list. */
export type AnalysisErrorCode =
  | 'input.empty'
  | 'input.too-few-rows'
  | 'input.length-mismatch'
  | 'input.not-finite'
  | 'input.constant-column'
  | 'input.unknown-label'
  | 'parameter.out-of-range'
  | 'fit.not-possible';

/** Where in the input the trouble lies, as far as it is known. Rows and columns count from 0. */
export interface AnalysisErrorPlace {
  readonly row?: number;
  readonly column?: number | string;
}

/**
 * Thrown by every function of the analysis in place of a result that would not be a number.
 * `message` says what happened and where; `hint` says what a person can do about it.
 */
export class AnalysisError extends Error {
  readonly code: AnalysisErrorCode;
  readonly hint: string;
  readonly place: AnalysisErrorPlace;

  constructor(
    code: AnalysisErrorCode,
    message: string,
    hint: string,
    place: AnalysisErrorPlace = {},
  ) {
    super(message);
    this.name = 'AnalysisError';
    this.code = code;
    this.hint = hint;
    this.place = place;
  }
}
