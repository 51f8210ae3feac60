/** Whoever started this worker notices when it ends, and when something goes wrong in it that nobody waits for. */
import { holdLifeLock, tellTroubles } from '../src/watched-worker.ts';

holdLifeLock({ name: self.name, postMessage: (message) => self.postMessage(message) });
tellTroubles(self);
