/** `lab sweep` with several cuts: a walk through time, the same comparison at each, on the same seeds. */
import type { RunRecord } from '../contracts/record.ts';
import { DataError } from '../data/errors.ts';
import { timeOf } from '../data/regimes.ts';
import type { Dataset } from '../data/types.ts';
import { cutsEvery, isEvery } from '../data/walk-cuts.ts';
import { walkForward, type Walk, type WalkPoint } from '../decide/walk-forward.ts';
import type { Spec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given } from './command.ts';
import { cutAs } from './experiment-data.ts';
import { remedyLine } from './read-files.ts';

export interface WalkStep {
  readonly id: string;
  readonly cut: string | number;
  readonly spec: Spec;
}

/** An experiment for each cut. @throws CliError when a cut leaves too few rows, with the numbers. */
export function walkSteps({ lists: { cut: asked = [] } }: Given, spec: Spec, dataset: Dataset): WalkStep[] {
  try {
    const cuts = asked.flatMap((text) => (isEvery(text) ? cutsEvery(text, dataset) : [text]));
    if (!dataset.time)
      throw new DataError(`${dataset.title} has no column of times to walk through`, {
        remedy: 'Say which one holds the time.',
        option: '--time',
      });
    const { time } = dataset;
    const inOrder = [...new Set(cuts)].sort((a, b) => timeOf(a, time) - timeOf(b, time));
    const { division } = spec.data;
    return inOrder.map((cut, i) => {
      const ends = inOrder.slice(i + 1);
      const worlds = { cut: String(cut), ...(ends.length > 0 && { ends }), ...(division && { division }) };
      return { id: `cut at ${cut}`, cut, spec: cutAs(spec, dataset, worlds, () => undefined) };
    });
  } catch (error) {
    if (error instanceof DataError) throw new CliError(`--cut: ${error.message}. ${remedyLine(error)}`);
    throw error;
  }
}

export const pointOf = ({ cut }: WalkStep, { derived, results }: RunRecord): WalkPoint => ({ cut, summary: derived.summary, results });

export const walkOf = (points: readonly WalkPoint[], { measure }: Spec): Walk => walkForward(points, measure.margin);
