/** Tabs take turns at training: a lock that one of them holds (Web Locks). Where a page has no locks, tabs do not know of each other. */
import type { Turn } from './job-queue.ts';

const LOCK = 'drift-lab-training';

/** Waits that are shorter are not told. */
const TELL_AFTER_MS = 200;

export const turnOfTab: Turn = (tell) =>
  new Promise((resolve) => {
    if (!('locks' in navigator)) return resolve(() => undefined);
    const held = (waited: boolean) => {
      if (waited) tell(false);
      return new Promise<void>((release) => resolve(release));
    };
    void navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
      if (lock) return held(false);
      // What this tab has just let go is free in a moment.
      let told = false;
      const timer = setTimeout(() => tell((told = true)), TELL_AFTER_MS);
      void navigator.locks.request(LOCK, () => {
        clearTimeout(timer);
        return held(told);
      });
      return undefined;
    });
  });
