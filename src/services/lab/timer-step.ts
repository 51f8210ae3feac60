/** How fine the clock is that times trainings: browsers round it, more coarsely where a page is not isolated. */

/** Longest look, in ms: most clocks have shown their step long before. */
const MOST_MS = 4;

/** The least step that the clock takes within a few ms, in ms. @param clock milliseconds, as `performance.now` */
export function timerStep(clock: () => number = () => performance.now()): number {
  const begun = clock();
  let [least, before] = [Infinity, begun];
  while (before - begun < MOST_MS) {
    const now = clock();
    if (now > before) least = Math.min(least, now - before);
    before = now;
  }
  return Number.isFinite(least) ? least : 0;
}
