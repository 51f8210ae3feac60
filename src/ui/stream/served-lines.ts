/** What is drawn of a stream as it goes by: how well a policy is served, and where the world changes. */
import { msg } from '../../words/msg.ts';
import type { PolicyPoint } from '../../contracts/stream.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import type { StreamBand, StreamLine } from '../charts/stream-chart.ts';
import { GrowingLine } from '../growing-line.ts';

/** Batches of the moving mean, and the factor by which an old batch counts less (Gama et al. 2013). */
export const WINDOW = 3;
export const FADING = 0.8;

/** How accuracy is drawn. */
export type Smoothing = 'window' | 'prequential' | 'fading' | 'batch';

/** A line of accuracy, and the batches after which something was done to the model. */
export function accuracyLine(how: Smoothing) {
  let weight = 0;
  const marks: number[] = [];
  let marked = 0;
  const smooth = (points: readonly PolicyPoint[], i: number, before: number): number => {
    const { accuracy } = points[i]!;
    if (how === 'batch') return accuracy;
    if (how === 'window') {
      const [old, now] = [Math.min(WINDOW, i), Math.min(WINDOW, i + 1)];
      return (before * old + accuracy - (i >= WINDOW ? points[i - WINDOW]!.accuracy : 0)) / now;
    }
    const keep = how === 'fading' ? FADING : 1;
    const sum = keep * weight * before + accuracy;
    weight = i === 0 ? 1 : keep * weight + 1;
    return i === 0 ? accuracy : sum / weight;
  };
  const line = new GrowingLine<PolicyPoint>(smooth);
  return (points: readonly PolicyPoint[]): Pick<StreamLine, 'values' | 'marks'> => {
    if (points.length < marked) marks.length = marked = 0;
    for (; marked < points.length; marked++) if (points[marked]!.action) marks.push(marked);
    return { values: line.upTo(points), marks };
  };
}

/** Where the ledger, or the experiment as edited, says that the world changes. @param batches of the whole stream */
export function changesIn({ run, spec, data }: StreamStore, batches: number): StreamBand[] {
  const { drift } = run.phase === 'idle' ? spec : run.spec;
  const edited = run.edits.flatMap(({ what, drift: added, batch }) =>
    what === 'drift' && added
      ? [{ from: batch, to: batches, title: `${data.driftOf(added.id)?.title ?? added.id}, ${msg('by hand')}` }]
      : [],
  );
  return [
    ...drift.map(({ id, when }) => ({
      from: when.start * batches,
      to: ('end' in when ? when.end : 1) * batches,
      title: data.driftOf(id)?.title ?? id,
    })),
    ...edited,
  ];
}
