/** A worker that answers, that ends itself without a word, and in which something goes wrong that nobody waits for. */
import { expose } from 'comlink';
import { holdLifeLock, tellTroubles } from '../src/watched-worker.ts';

holdLifeLock({ name: self.name, postMessage: (message) => self.postMessage(message) });
tellTroubles(self);
expose({
  twice: (value: number) => 2 * value,
  throws: () =>
    void setTimeout(() => {
      throw new Error('planned');
    }),
  rejects: () => void Promise.reject(new Error('planned')),
  never: () => new Promise(() => {}),
  async die() {
    // One that is gone before it holds its lock is not noticed by it.
    while (!(await navigator.locks.query()).held!.some(({ name }) => name === self.name)) continue;
    self.close();
    return new Promise(() => {});
  },
});
