/** Light, dark, or as the system says; remembered on this device. */
export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'drift-lab-theme';
const order: readonly Theme[] = ['auto', 'light', 'dark'];
const system = matchMedia('(prefers-color-scheme: dark)');
let current: Theme = 'auto';

system.addEventListener('change', () => applyTheme(current));

/** The choice of the last visit; `auto` where storage is not allowed. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY) as Theme | null;
    return stored && order.includes(stored) ? stored : 'auto';
  } catch {
    // Where storage is not allowed nothing was chosen before.
    return 'auto';
  }
}

export const nextTheme = (theme: Theme): Theme => order[(order.indexOf(theme) + 1) % order.length]!;

/** Sets the colours and tells canvases to draw anew (`theme-change` on the document). */
export function applyTheme(theme: Theme): void {
  current = theme;
  document.documentElement.dataset['theme'] = theme === 'auto' ? (system.matches ? 'dark' : 'light') : theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Private windows may refuse storage; the theme then lasts for this visit.
  }
  document.dispatchEvent(new Event('theme-change'));
}
