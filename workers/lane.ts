/** Entry of a lane worker: trains on our WASM engine what the lab worker hands it. */
import { expose } from 'comlink';
import { serveLane } from '../src/engine/lane.ts';
import { openWasmTrainer } from '../src/engine/open-wasm.ts';
import { RunControl } from '../src/training/run-control.ts';

expose(serveLane(openWasmTrainer, () => new RunControl()));
