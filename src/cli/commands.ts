/** The commands of `lab`, in the order of the help. */
import type { Command } from './command.ts';
import { across } from './commands/across.ts';
import { advice } from './commands/advice.ts';
import { bench } from './commands/bench.ts';
import { calibrate } from './commands/calibrate.ts';
import { compareSamples } from './commands/compare-samples.ts';
import { complaints } from './commands/complaints.ts';
import { conformance } from './commands/conformance.ts';
import { detect } from './commands/detect.ts';
import { drift } from './commands/drift.ts';
import { estimate } from './commands/estimate.ts';
import { exportWeights } from './commands/export-weights.ts';
import { gallery } from './commands/gallery.ts';
import { horizon } from './commands/horizon.ts';
import { inspect } from './commands/inspect.ts';
import { mcp } from './commands/mcp.ts';
import { merge } from './commands/merge.ts';
import { predictions } from './commands/predictions.ts';
import { exportRun } from './commands/export.ts';
import { replicate } from './commands/replicate.ts';
import { run } from './commands/run.ts';
import { sweep } from './commands/sweep.ts';
import { verify } from './commands/verify.ts';

export const commands: readonly Command[] = [
  run,
  sweep,
  inspect,
  verify,
  replicate,
  merge,
  exportRun,
  gallery,
  advice,
  horizon,
  across,
  drift,
  exportWeights,
  detect,
  calibrate,
  complaints,
  compareSamples,
  estimate,
  predictions,
  conformance,
  bench,
  mcp,
];
