/**
 * Notices when the page stood still, and all its workers with it: the browser froze the tab (Energy Saver does it to a busy one that is hidden),
 * its process was stopped, the computer slept.
 */

const BEAT_MS = 250;
/** Tasks of the page are far shorter. */
const LEAST_MS = 1_000;

/**
 * Tells each time for how long (ms), until what comes back is called. The timers of a hidden page are slowed on purpose and say nothing; that it
 * was frozen the browser says itself.
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
  const goesOn = () => {
    told(clock() - last);
    again();
  };
  const heard = { visibilitychange: again, freeze: again, resume: goesOn };
  for (const [event, hear] of Object.entries(heard)) document.addEventListener(event, hear);
  return () => {
    clearInterval(timer);
    for (const [event, hear] of Object.entries(heard)) document.removeEventListener(event, hear);
  };
}
