/** Entry of a lane worker: trains on our WASM engine what the lab worker hands it. */
import { expose } from 'comlink';
import { serveLane } from '../src/engine/lane.ts';
import { openWasmTrainer } from '../src/engine/open-wasm.ts';
import { RunControl } from '../src/training/run-control.ts';

// Whoever asked would wait without end: one that is gone is replaced.
self.addEventListener('messageerror', () => self.close());
expose(serveLane(openWasmTrainer, () => new RunControl()));
