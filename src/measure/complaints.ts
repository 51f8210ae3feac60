/** How much is complained of a policy in a stream, and how well complaints tell the accuracy that it is served with. */
import type { PolicySummary } from '../contracts/stream-summary.ts';
import type { PolicyRun } from '../contracts/stream.ts';
import { complaintShare } from '../detect/estimate/complaint-share.ts';
import { interval, mean } from '../maths/statistics.ts';
import type { ComplaintRates, Complaints } from '../spec/kinds/stream/complaints.ts';
import type { StreamSpec } from '../spec/schema.ts';

export interface Hearing extends Pick<Complaints, 'delay'> {
  /** Rows of a batch, and batches of a stretch that accuracy is told of. */
  readonly rows: number;
  readonly stretch: number;
  /** Of each seed, as they are in the old world. */
  ratesOf(seed: number): ComplaintRates;
}

/** Batches that accuracy is told of together: as many as make a window. */
export const stretchOf = ({ stream }: Pick<StreamSpec, 'stream'>): number => Math.max(1, Math.floor(stream.window / stream.batch));

/** Stretch by stretch what complaints say of the accuracy there, and what it was; empty where they can say nothing. Both 0 … 1. */
export function toldByComplaints(
  { seed, points }: Pick<PolicyRun, 'seed' | 'points'>,
  { delay, rows, stretch, ratesOf }: Hearing,
): { readonly estimated: number; readonly true: number }[] {
  const rates = ratesOf(seed);
  if (rates.wrong === rates.right) return [];
  const known = points.length - delay;
  return Array.from({ length: Math.max(0, Math.floor(known / stretch)) }, (_, i) => {
    const about = points.slice(i * stretch, (i + 1) * stretch);
    const heard = points.slice(i * stretch + delay, (i + 1) * stretch + delay);
    const complaints = heard.reduce((sum, point) => sum + (point.complaints ?? 0), 0);
    const { accuracy } = complaintShare.run({ complaints, answers: stretch * rows, rates }, {});
    return { estimated: accuracy!, true: mean(about.map((point) => point.accuracy)) };
  });
}

/** Over the seeds of a policy. */
export function complaintSummary(runs: readonly PolicyRun[], hearing: Hearing): NonNullable<PolicySummary['complaints']> {
  const told = runs.map((run) => toldByComplaints(run, hearing)).filter((stretches) => stretches.length > 0);
  const over = (value: (off: number) => number) =>
    interval(told.map((stretches) => mean(stretches.map(({ estimated, true: truth }) => value(estimated - truth)))));
  return {
    heard: interval(runs.map(({ points }) => points.reduce((sum, point) => sum + (point.complaints ?? 0), 0))),
    estimate: told.length ? { off: over(Math.abs), bias: over((off) => off) } : null,
  };
}
