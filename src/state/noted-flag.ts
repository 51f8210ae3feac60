/** Whether a run may have been left behind on this device: asked on every visit, so that the worker that knows is started only then. */

const KEY = 'drift-lab-left';

/** Where nothing can be remembered, nothing was left. */
const quietly = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

export const notedFlag = {
  set: (): void => quietly(() => localStorage.setItem(KEY, '1')),
  clear: (): void => quietly(() => localStorage.removeItem(KEY)),
  get isSet(): boolean {
    return quietly(() => localStorage.getItem(KEY)) === '1';
  },
};
