/** The keys of a page on which an experiment is edited and run. */
import { msg } from '../../words/msg.ts';
import type { Refusal } from '../../contracts/services.ts';
import type { Restriction } from '../../state/experiment-store.ts';
import { startRun, type Startable } from '../start-run.ts';
import type { Frame, Shortcut } from './page.ts';

/** What runs there, as far as keys reach it. */
interface Runs extends Startable {
  readonly run: { readonly busy: boolean };
  readonly refusal: Refusal | undefined;
  readonly restriction: Restriction | undefined;
  togglePause(): void;
  newSeed(): void;
  stop(): void;
}

export function runKeys(store: Runs, frame: Frame): Shortcut[] {
  // As the button, keys start nothing that cannot run.
  const able = !store.refusal;
  const start = able ? () => startRun(store) : undefined;
  return [
    { key: 'Enter', does: msg('run'), act: start },
    { key: ' ', does: msg('run, pause, go on'), act: store.run.busy ? () => store.togglePause() : start },
    { key: 'Escape', does: msg('stop'), act: () => store.stop() },
    { key: 'r', does: msg('run again with the same seed'), act: start },
    {
      key: 'n',
      does: msg('run with a new seed'),
      act: able && !store.restriction?.locks('seeds') ? () => startRun(store, () => store.newSeed()) : undefined,
    },
    { key: 's', does: msg('share'), act: () => frame.share() },
    { key: 'p', does: msg('present'), act: () => frame.present() },
    helpKey(frame),
  ];
}

export const helpKey = (frame: Frame): Shortcut => ({ key: '?', does: msg('this help'), act: () => frame.help() });

/** A key that types a character: who speaks to the machine may press it without meaning to (WCAG 2.2, 2.1.4). */
const isCharacter = (key: string): boolean => key.length === 1 && key !== ' ';

/**
 * What an event does by that table. Enter belongs to the control that has the focus, and so does Space, but for links, which it does not open.
 * @param characters whether keys that type a character are commands at all
 */
export function actionOf(
  { key }: KeyboardEvent,
  target: HTMLElement,
  table: readonly Shortcut[],
  characters = true,
): (() => void) | undefined {
  if ((key === ' ' || key === 'Enter') && target.matches('button, input, summary')) return undefined;
  if (key === 'Enter' && target.matches('a')) return undefined;
  if (!characters && isCharacter(key)) return undefined;
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  return table.find((shortcut) => shortcut.key === pressed)?.act;
}
