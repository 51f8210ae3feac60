/** Entry of the benchmark worker. */
import './alive.ts';
import { expose } from 'comlink';
import { installTrustedTypes } from '../src/trusted-types.ts';
import { benchSession } from '../src/engine/bench/session.ts';
import { besideWhat } from '../src/services/bench/beside-what.ts';
import { watchPressure } from './watch-pressure.ts';

// This worker starts further workers.
installTrustedTypes();
expose(besideWhat(benchSession, watchPressure()));
