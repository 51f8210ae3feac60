/** Entry of the worker that calibrates detectors and checks them against published answers. */
import './alive.ts';
import { expose } from 'comlink';
import { detectService } from '../src/services/bench/detect-service.ts';

expose(detectService);
