/** A worker that answers, and that ends itself without a word. */
import { expose } from 'comlink';
import { holdLifeLock } from '../src/watched-worker.ts';

holdLifeLock({ name: self.name, postMessage: (message) => self.postMessage(message) });
expose({
  twice: (value: number) => 2 * value,
  never: () => new Promise(() => {}),
  async die() {
    // One that is gone before it holds its lock is not noticed by it.
    while (!(await navigator.locks.query()).held!.some(({ name }) => name === self.name)) continue;
    self.close();
    return new Promise(() => {});
  },
});
