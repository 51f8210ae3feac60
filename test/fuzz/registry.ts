/** Everything that is fuzzed. A new property is an entry in one of these lists, or a list beside them. */
import { files } from './properties/files.ts';
import { queues } from './properties/queue.ts';
import { records } from './properties/records.ts';
import { specs } from './properties/specs.ts';
import { statistics } from './properties/statistics.ts';
import { sweeps } from './properties/sweeps.ts';
import type { FuzzProperty } from './property.ts';

export const properties: readonly FuzzProperty[] = [...files, ...specs, ...records, ...statistics, ...queues, ...sweeps];
