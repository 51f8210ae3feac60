/** A run as text to read: its table, its verdict, and what it was run on. Without a line end. */
import { byKind } from '../by-kind.ts';
import { compareText } from './compare-text.ts';
import { streamText } from './stream-text.ts';

export const text = byKind({ compare: compareText, stream: streamText });
