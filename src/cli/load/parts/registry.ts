/** The parts of the load, in the order in which they are carried out. */
import type { LoadPart } from '../types.ts';
import { bounds } from './bounds.ts';
import { csv } from './csv.ts';
import { imports } from './imports.ts';
import { library } from './library.ts';
import { pages } from './pages.ts';
import { runs } from './runs.ts';
import { streams } from './streams.ts';
import { tabs } from './tabs.ts';
import { telemetry } from './telemetry.ts';

export const loadParts: readonly LoadPart[] = [runs, pages, imports, streams, library, tabs, bounds, csv, telemetry];
