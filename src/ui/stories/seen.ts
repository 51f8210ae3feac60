/** What sentences and guesses of a story are told by. */
import type { RunRecord, StreamRecord } from '../../contracts/record.ts';

/** What the reader has seen by now. */
export interface Seen {
  /** The last finished run of the story, of either kind. */
  readonly compare?: RunRecord;
  readonly stream?: StreamRecord;
  /** The comparison before that one. */
  readonly before?: RunRecord;
  /** What was guessed, by the guess's id: a number in the unit that was asked for, or percent for each handle. */
  readonly guesses?: Readonly<Record<string, readonly number[]>>;
}
