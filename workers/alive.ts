/** Whoever started this worker notices when it ends. */
import { holdLifeLock } from '../src/watched-worker.ts';

holdLifeLock({ name: self.name, postMessage: (message) => self.postMessage(message) });
