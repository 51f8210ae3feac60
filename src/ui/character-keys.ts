/** Whether keys that type a character are commands (WCAG 2.2, 2.1.4); remembered on this device. */
const KEY = 'drift-lab-character-keys';

/** On unless switched off; on where storage is not allowed. */
export function characterKeys(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

/** Switches them; false where storage is not allowed, so that nothing was kept. */
export function setCharacterKeys(on: boolean): boolean {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
    return true;
  } catch {
    return false;
  }
}
