/** What a reading comes to besides its rows: gathered on the way, told as a report and in sentences. */
import type { ColumnReport, Guess, LeftOut, Note, ReadingReport } from '../report.ts';

export class Findings {
  readonly guesses: Guess[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly warnings: Note[] = [];
  /** Sentences for whoever reads no report. */
  readonly notes: string[] = [];
  /** Of sentences, the options that say otherwise. */
  private readonly options = new Map<string, string>();
  columns: readonly ColumnReport[] = [];

  /** Something was guessed; `note` is its sentence where it is worth one. */
  guess(guess: Guess, note?: string): void {
    this.guesses.push(guess);
    if (note !== undefined) this.note(note, guess.flag && `${guess.flag} says otherwise`);
  }

  /** Something is not used. */
  leave(left: LeftOut, note = `${left.what} was left out: ${left.reason}.`, option?: string): void {
    this.leftOut.push(left);
    this.note(note, option);
  }

  /** @param quietly The report alone says it. */
  warn(sentence: string, { option, quietly = false }: { readonly option?: string; readonly quietly?: boolean } = {}): void {
    this.warnings.push({ text: sentence, ...(option !== undefined && { option }) });
    if (!quietly) this.note(sentence, option);
  }

  /** The sentences with the options that say otherwise. */
  get told(): readonly Note[] {
    return this.notes.map((text) => {
      const option = this.options.get(text);
      return { text, ...(option !== undefined && { option }) };
    });
  }

  private note(text: string, option: string | undefined): void {
    this.notes.push(text);
    if (option !== undefined) this.options.set(text, option);
  }

  report(files: readonly string[], rowsRead: number, rows: number): ReadingReport {
    const { guesses, columns, leftOut, warnings } = this;
    return { files, rowsRead, rows, guesses, columns, leftOut, warnings };
  }
}
