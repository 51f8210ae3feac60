/** Entry of the worker that simulates runs of known truth. */
import './alive.ts';
import { expose } from 'comlink';
import { evidence } from '../src/science/evidence/bench.ts';

expose(evidence);
