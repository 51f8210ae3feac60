/** What a closed card holds is not needed for the first picture. */
import { msg } from '@lit/localize';

/** Loads a part of the page; tells where that fails. An element with a store may be rendered only once its code is here. */
export function whenHere(load: () => Promise<unknown>, done: () => void, tell: { showNotice(text: string): void }): void {
  load().then(done, () => tell.showNotice(msg('A part of the page could not be loaded. Reload the page.')));
}

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
export function afterPaint(...how: Parameters<typeof whenHere>): void {
  void painted().then(() => whenHere(...how));
}
