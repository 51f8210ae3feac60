/** What a reader may be asked before the answer is there: a number, the course of a curve, or where dots will fall. */
import type { Seen } from './seen.ts';

/** One number on a slider. */
export interface NumberGuess {
  readonly kind: 'number';
  /** Among the guesses of its story. */
  readonly id: string;
  readonly question: string;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
}

/** What a reader moves: a value in percent, 0 … 100. */
export interface Handle {
  /** Of a repair its id, which gives the colour; else among the handles of its guess. */
  readonly id: string;
  /** Its name, for those who cannot see where it stands. */
  readonly title: string;
  /** What stands beside the axis there. */
  readonly tick: string;
}

interface Drawn {
  readonly id: string;
  readonly question: string;
  readonly handles: readonly Handle[];
  /** Where all of them stand before they are moved, percent. */
  readonly starts: number;
}

/** The course of a share: handles at even distances along the axis. */
export interface CurveGuess extends Drawn {
  readonly kind: 'curve';
  readonly axis: string;
  /** Repair or policy of which it is the course, as a class of `armClasses`. */
  readonly mark: string;
  /** The whole course, percent, at even distances from one end of the axis to the other; two values or more. Undefined before it was run. */
  readonly real: (seen: Seen) => readonly number[] | undefined;
}

/** A dot for each of several repairs. */
export interface DotsGuess extends Drawn {
  readonly kind: 'dots';
  /** Where dots fell before, handle by handle. */
  readonly earlier: (seen: Seen) => readonly (readonly number[])[];
  /** Where they fell, percent, one for each handle, undefined for one that did not run. Undefined before it was run. */
  readonly real: (seen: Seen) => readonly (number | undefined)[] | undefined;
}

export type DrawnGuess = CurveGuess | DotsGuess;
export type Guess = NumberGuess | DrawnGuess;

/** A course at a share (0 … 1) of its axis, straight between its values. */
export function courseAt(course: readonly number[], share: number): number {
  const at = share * (course.length - 1);
  const [before, after] = [course[Math.floor(at)]!, course[Math.ceil(at)]!];
  return before + (at - Math.floor(at)) * (after - before);
}

/** What came, handle by handle. */
export function realAt(guess: DrawnGuess, seen: Seen): readonly (number | undefined)[] | undefined {
  if (guess.kind === 'dots') return guess.real(seen);
  const course = guess.real(seen);
  return course && guess.handles.map((_, i) => courseAt(course, i / (guess.handles.length - 1)));
}

/** How far what was guessed is from what came: the mean distance, in points. Undefined before there are both. */
export function pointsOff(guess: DrawnGuess, seen: Seen): number | undefined {
  const guessed = seen.guesses?.[guess.id];
  const gaps = realAt(guess, seen)?.flatMap((real, i) => (real === undefined || !guessed ? [] : Math.abs(real - guessed[i]!)));
  return gaps?.length ? mean(gaps) : undefined;
}

/** What is guessed where nobody does: the middle of a slider, a curve as it stands, dots amid those that fell before. */
export function unguided(guess: Guess, seen: Seen): readonly number[] {
  if (guess.kind === 'number') return [Math.round((guess.from + guess.to) / 2)];
  const earlier = guess.kind === 'dots' ? guess.earlier(seen) : [];
  return guess.handles.map((_, i) => (earlier[i]?.length ? Math.round(mean(earlier[i])) : guess.starts));
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
