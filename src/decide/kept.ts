/** Answers that cost something are kept as long as the arms they are about: an advice is asked for hundreds of times with the same ones. */
import type { JudgedArm, SummaryOf } from '../contracts/results.ts';

/** `make` once for each question about some of a summary's arms, and anew when what it also `restsOn` is another. */
export function keeping<T>(): (summary: Pick<SummaryOf<JudgedArm>, 'arms'>, question: string, make: () => T, restsOn?: object) => T {
  const kept = new WeakMap<readonly JudgedArm[], { readonly restsOn: object | undefined; readonly answers: Map<string, T> }>();
  return ({ arms }, question, make, restsOn) => {
    let known = kept.get(arms);
    if (known?.restsOn !== restsOn || !known) kept.set(arms, (known = { restsOn, answers: new Map() }));
    let found = known.answers.get(question);
    if (found === undefined) known.answers.set(question, (found = make()));
    return found;
  };
}
