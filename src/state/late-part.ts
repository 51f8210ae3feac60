/** Parts of the page that are fetched when they are first wanted, and what becomes of one that cannot be. */
import { faults } from './faults.ts';

/** What could not be loaded is tried again: by a person, or once the connection is back. */
const missing = new Set<() => void>();

function tryAgain(): void {
  const tries = [...missing];
  missing.clear();
  if (tries.length) faults.dismiss();
  for (const once of tries) once();
}
addEventListener('online', tryAgain);

/**
 * Does something with a part once it is here; where it cannot be loaded, a note says so and tries again. Browsers fetch a module anew that could
 * not be fetched before (measured in Chromium 156, also for what a module imports). An element with a store may be rendered only once its code
 * is here.
 */
export function whenHere<Part>(load: () => Promise<Part>, done: (part: Part) => unknown): void {
  load().then(done, (error: unknown) => {
    missing.add(() => whenHere(load, done));
    faults.tell('loading a part', {
      error,
      text: 'A part of the page could not be loaded. What is on it goes on as it was. Try again when the connection is back; that also happens by itself.',
      again: tryAgain,
    });
  });
}
