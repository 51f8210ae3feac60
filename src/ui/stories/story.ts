/** A story: steps on the live page, as data. Numbers in its sentences come from the run that the reader made, never from here. */
import type { AnySpec } from '../../spec/schema.ts';
import type { DrawnGuess, Guess } from './guess.ts';
import type { Seen } from './seen.ts';

/** What can be pointed at, from the page's element inwards. */
export const places = {
  data: ['experiment-rail', 'data-card'],
  repairs: ['experiment-rail', 'repairs-card'],
  run: ['run-bar'],
  learns: ['base-stage'],
  changes: ['drift-stage'],
  race: ['race-stage'],
  cost: ['cost-stage'],
  users: ['freshness-stage'],
  advice: ['advice-panel'],
  verdict: ['verdict-panel'],
  stream: ['stream-stage'],
  accounts: ['stream-accounts'],
  result: ['stream-result'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Place = keyof typeof places;

export interface Step {
  /** One or two sentences. */
  readonly text: string | ((seen: Seen) => string);
  readonly at?: Place;
  /** The experiment that is on the page from here on. */
  readonly show?: AnySpec;
  /** The step is done when that experiment has been run, by the reader or by itself where the story plays alone. */
  readonly run?: true;
  /** Asked before the answer is there; told against it in a later step. */
  readonly guess?: Guess;
  /** What was drawn in an earlier step is shown again, and what came beside it. */
  readonly reveals?: DrawnGuess;
}

export interface Story {
  readonly id: string;
  readonly title: string;
  /** What it is about, in a sentence. */
  readonly about: string;
  /** How long it takes to tell, roughly. */
  readonly minutes: number;
  readonly steps: readonly Step[];
  /** For whoever tells it: what to ask, what to look out for. */
  readonly notes: readonly string[];
  /** Questions of the worksheet, each with its answer. */
  readonly questions: readonly { readonly ask: string; readonly answer: string }[];
  /** Where its claims are from. */
  readonly papers: readonly string[];
}
