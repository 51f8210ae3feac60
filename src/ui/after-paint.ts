/** What a closed card holds is not needed for the first picture. */
import { whenHere } from '../state/late-part.ts';

const PAINTED = 'first-contentful-paint';
/** A tab in the background paints nothing; its cards have fields all the same. */
const AT_LAST_MS = 1_000;

/** Resolves once something has been painted. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    if (performance.getEntriesByName(PAINTED).length) return resolve();
    new PerformanceObserver((list, observer) => {
      if (!list.getEntriesByName(PAINTED).length) return;
      observer.disconnect();
      resolve();
    }).observe({ type: 'paint', buffered: true });
    setTimeout(resolve, AT_LAST_MS);
  });

/** The same as `whenHere`, once something has been painted. */
export function afterPaint<Part>(load: () => Promise<Part>, done: (part: Part) => unknown): void {
  void painted().then(() => whenHere(load, done));
}
