/** What can be done while something is presented: each by a key, and by a button for who has none. */
import { msg } from '../../words/msg.ts';
import type { Shortcut } from '../pages/page.ts';

/** What the show does when asked. */
export interface Doings {
  next(): void;
  back(): void;
  first(): void;
  last(): void;
  /** Runs, pauses, goes on. */
  play(): void;
  again(): void;
  /** Absent where a lesson keeps the seed. */
  newSeed?: (() => void) | undefined;
  black(): void;
  fullScreen(): void;
  notes(): void;
  keys(): void;
  leave(): void;
}

export interface Doing {
  readonly id: keyof Doings;
  readonly does: string;
  /** Letters in lower case. Clickers send Page Up, Page Down, and for a black screen a full stop or B. */
  readonly keys: readonly string[];
  /** Path of its sign in a square of 24, drawn with a stroke; absent where it needs no button. */
  readonly sign?: string;
}

/** In the order of the buttons. */
export const doings = (): readonly Doing[] => [
  { id: 'back', does: msg('back'), keys: ['ArrowLeft', 'PageUp'], sign: 'M15 5l-7 7 7 7' },
  { id: 'play', does: msg('run, pause, go on'), keys: [' '], sign: 'M6 5v14l6-7zM15 6v12M19 6v12' },
  { id: 'next', does: msg('next slide'), keys: ['ArrowRight', 'PageDown'], sign: 'M9 5l7 7-7 7' },
  { id: 'again', does: msg('run again with the same seed'), keys: ['r'], sign: 'M19 12a7 7 0 1 1-2-5M19 3v5h-5' },
  { id: 'newSeed', does: msg('run with a new seed'), keys: ['n'], sign: 'M12 5v14M5 12h14' },
  { id: 'notes', does: msg('notes in a second window'), keys: ['w'], sign: 'M4 4h16v12H9l-5 4zM8 8h8M8 12h5' },
  { id: 'fullScreen', does: msg('full screen'), keys: ['f'], sign: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5' },
  { id: 'black', does: msg('black screen, and back'), keys: ['b', '.'], sign: 'M4 5h16v11H4zM9 20h6M5 6l14 9' },
  { id: 'keys', does: msg('what the keys do'), keys: ['?'], sign: 'M9 9a3 3 0 1 1 4 3c-1 .6-1 1-1 2M12 18v.5' },
  { id: 'leave', does: msg('back to the page'), keys: ['p', 'Escape'], sign: 'M6 6l12 12M18 6L6 18' },
  { id: 'first', does: msg('first slide'), keys: ['Home'] },
  { id: 'last', does: msg('last slide'), keys: ['End'] },
];

export const showKeys = (does: Doings): Shortcut[] =>
  doings().flatMap(({ id, does: text, keys }) => keys.map((key) => ({ key, does: text, act: does[id] })));

/** What is written on such keys. */
export const keyNames = (keys: readonly string[]): string =>
  keys.map((key) => ({ ' ': msg('Space'), Escape: 'Esc', ArrowLeft: '←', ArrowRight: '→', PageUp: 'Page Up', PageDown: 'Page Down' })[key] ?? (key.length === 1 ? key.toUpperCase() : key)).join(', '); // prettier-ignore
