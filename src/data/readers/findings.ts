/** What a reading comes to besides its rows: gathered on the way, told as a report and in sentences. */
import type { ColumnReport, Guess, LeftOut, ReadingReport } from '../report.ts';

export class Findings {
  readonly guesses: Guess[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly warnings: string[] = [];
  /** Sentences for whoever reads no report. */
  readonly notes: string[] = [];
  columns: readonly ColumnReport[] = [];

  /** Something was guessed; `note` is its sentence where it is worth one. */
  guess(guess: Guess, note?: string): void {
    this.guesses.push(guess);
    if (note !== undefined) this.notes.push(guess.flag ? `${note} (${guess.flag} says otherwise.)` : note);
  }

  /** Something is not used. */
  leave(left: LeftOut, note = `${left.what} was left out: ${left.reason}.`): void {
    this.leftOut.push(left);
    this.notes.push(note);
  }

  /** @param quietly The report alone says it. */
  warn(sentence: string, quietly = false): void {
    this.warnings.push(sentence);
    if (!quietly) this.notes.push(sentence);
  }

  report(files: readonly string[], rowsRead: number, rows: number): ReadingReport {
    const { guesses, columns, leftOut, warnings } = this;
    return { files, rowsRead, rows, guesses, columns, leftOut, warnings };
  }
}
