/** Scrolls to a part of the page. */

/**
 * Brings it to the top of what is in sight, smoothly where motion is wanted. What lies on the way is laid out first, and stays so: the height of
 * what was out of sight all the time is a guess (`pages/lab-page-styles.ts`), with which the way there would be one, too.
 */
export function bringIntoView(target: Element): void {
  document.documentElement.style.setProperty('--out-of-sight', 'visible');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  target.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
}
