/** What a run of any kind comes to. */
import { byKind } from '../by-kind.ts';
import { compareTold } from './compare-told.ts';
import { streamTold } from './stream-told.ts';

export const told = byKind({ compare: compareTold, stream: streamTold });
