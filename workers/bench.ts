/** Entry of the benchmark worker. */
import { expose } from 'comlink';
import { benchSession } from '../src/engine/bench-session.ts';

expose(benchSession);
