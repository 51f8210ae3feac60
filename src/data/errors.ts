import { wellFormed } from '../spec/well-formed.ts';

/** Where a problem with data lies and what to do about it. */
interface DataErrorDetail {
  /** 1-based line in the file, counted as a text editor counts it. */
  readonly line?: number;
  /** Name of the column. */
  readonly column?: string;
  /** What the user can do next, one sentence. */
  readonly remedy: string;
  /** Which options of the command line do that, as a phrase: told there alone. */
  readonly option?: string;
}

/** Data that cannot be used as asked; `message` says what is wrong, the other fields where and what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly line?: number;
  readonly column?: string;
  readonly remedy: string;
  readonly option?: string;

  constructor(message: string, detail: DataErrorDetail) {
    // A part of a text that is quoted may have been cut in the middle of a character.
    super(wellFormed(message));
    this.remedy = detail.remedy;
    if (detail.line !== undefined) this.line = detail.line;
    if (detail.column !== undefined) this.column = detail.column;
    if (detail.option !== undefined) this.option = detail.option;
  }
}
