/** The commands of `lab`, in the order of the help. */
import type { Command } from './command.ts';
import { bench } from './commands/bench.ts';
import { drift } from './commands/drift.ts';
import { run } from './commands/run.ts';

export const commands: readonly Command[] = [run, drift, bench];
