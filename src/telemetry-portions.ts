/** How many events of a run travel in one message, whoever sends them: what comes in one message the page takes in one task. */

/** Most events of a message: the page takes a thousand in about a millisecond. */
export const MOST_AT_ONCE = 2_000;

/** All of them in order, in portions of at most `MOST_AT_ONCE`. */
export function* portionsOf<Event>(events: readonly Event[]): Generator<readonly Event[]> {
  for (let from = 0; from < events.length; from += MOST_AT_ONCE) yield events.slice(from, from + MOST_AT_ONCE);
}
