/** Keys that take a step back or do it again, wherever no text is typed. */
import { msg } from '../../words/msg.ts';

/** For the help. */
export const stepKeys = (): readonly { readonly key: string; readonly does: string }[] => [
  { key: 'Ctrl+Z', does: msg('undo (on a Mac: ⌘Z)') },
  { key: 'Ctrl+Y', does: msg('redo (also Ctrl+Shift+Z, on a Mac ⇧⌘Z)') },
];

/** What a pressed key asks for; undefined for any other key, and where text is typed or a dialog is open. */
export function stepOf(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  const path = event.composedPath().filter((node) => node instanceof Element);
  if (path[0]?.matches('input:not([type=range], [type=checkbox], [type=radio]), textarea, [contenteditable]')) return undefined;
  if (path.some((node) => node.matches('dialog[open]'))) return undefined;
  const pressed = key.toLowerCase();
  if (pressed === 'z') return shiftKey ? 'redo' : 'undo';
  return pressed === 'y' && !shiftKey ? 'redo' : undefined;
}
