/** Answers that cost something are kept as long as the arms they are about: an advice is asked for hundreds of times with the same ones. */
import type { Summary } from '../measure/types.ts';

/** `make` once for each question about some of a summary's arms. */
export function keeping<T>(): (summary: Summary, question: string, make: () => T) => T {
  const kept = new WeakMap<Summary['arms'], Map<string, T>>();
  return ({ arms }, question, make) => {
    let known = kept.get(arms);
    if (!known) kept.set(arms, (known = new Map()));
    let found = known.get(question);
    if (found === undefined) known.set(question, (found = make()));
    return found;
  };
}
