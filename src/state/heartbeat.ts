/** Notices when the page stood still, and all its workers with it: the tab was frozen, its process stopped, the computer slept. */

const BEAT_MS = 250;
/** Tasks of the page are far shorter. */
const LEAST_MS = 1_000;

/**
 * Tells each time for how long (ms), until what comes back is called. A hidden page is not watched: its timers are slowed on purpose.
 * @param clock milliseconds of monotonic time
 */
export function watchStandstill(told: (ms: number) => void, clock = () => performance.now()): () => void {
  let last = clock();
  const again = () => (last = clock());
  const timer = setInterval(() => {
    const gap = clock() - last - BEAT_MS;
    again();
    if (gap > LEAST_MS && !document.hidden) told(gap);
  }, BEAT_MS);
  document.addEventListener('visibilitychange', again);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', again);
  };
}
