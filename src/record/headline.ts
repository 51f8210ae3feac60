/** What a run comes to, in one line. */
import { byKind } from './by-kind.ts';

export const headlineOf = byKind<string>({
  compare: ({ derived: { verdict } }) => `${verdict.headline.before}${verdict.headline.arm}${verdict.headline.after}`,
  stream: ({ derived: { verdict } }) => `${verdict.headline.before}${verdict.headline.policy}${verdict.headline.after}`,
});
